import "server-only";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { onTestFinished } from "vitest";
import type { Front } from "../http/front";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A server of Node's with a front before something that answers "behind". */
export async function frontServer(front: Front) {
  const server = createServer((req, res) => front(req, res) ?? res.end("behind"));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const ask = (
    path: string,
    headers: Record<string, string> = { "accept-encoding": "gzip, br" },
    method = "GET",
    body = "",
  ) =>
    new Promise<Answer>((resolve, reject) => {
      const asked = request({ port, path, method, headers }, (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("end", () => {
          const { statusCode: status = 0, headers } = answer;
          resolve({ status, headers, body: Buffer.concat(parts) });
        });
      });
      asked.on("error", reject);
      asked.end(body);
    });
  return { ask, port };
}

export const isBehind = ({ body }: Answer) => body.toString() === "behind";

/** A folder with these files, and as the build leaves them compressed. */
export function builtFolder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = mkdtempSync(join(tmpdir(), "aegis-built-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    const hash = createHash("sha256").update(content).digest("hex");
    write(join(root, name), content);
    write(join(root, ".next", "compressed", `${hash}.br`), brotliCompressSync(content));
  }
  return root;
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
