import "server-only";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { equalBytes, fromBase64, fromUtf8, utf8 } from "@/lib/audit/bytes";
import {
  type Checkpoint,
  cosigner,
  formatVkey,
  keyOfSeed,
  openCheckpoint,
  parseNote,
  parseVkey,
  readDecimal,
  signNote,
  verifierOf,
} from "@/lib/audit/note";
import { verifyConsistency } from "@/lib/audit/tree";
import { nodeHasher } from "@/lib/runtime/node/hash";

const HASHER = nodeHasher();

interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly type?: string;
}

/** A witness of C2SP tlog-witness on loopback: real HTTP, real keys, real proofs, and a memory of what it has seen. */
export interface TestWitness {
  readonly url: string;
  readonly vkey: string;
  readonly asked: number;
  readonly seen: ReadonlyMap<string, Checkpoint>;
  /** The key of a log that it is to watch. */
  trust(vkey: string): void;
  /** What it says instead of what it should, until it is set back. */
  answer(instead: ((right: Answer) => Answer) | undefined): void;
  /** As if it had been asked by somebody else before. */
  remember(checkpoint: Checkpoint): void;
}

export async function startWitness(number = 1): Promise<TestWitness> {
  const logs = new Map<string, string>();
  const seen = new Map<string, Checkpoint>();
  const signer = cosigner(
    `witness-${number}.test`,
    keyOfSeed(new Uint8Array(32).fill(100 + number)),
    () => 1_800_000_000,
  );
  let instead: ((right: Answer) => Answer) | undefined;
  let asked = 0;
  const server = createServer((request, response) => {
    asked++;
    void readAll(request)
      .then((body) => judge(request, body, { logs, seen, signer }))
      .then((right) => send(response, instead ? instead(right) : right));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  onTestFinished(
    () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  );
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    vkey: formatVkey(signer.vkey),
    get asked() {
      return asked;
    },
    seen,
    trust(vkey) {
      logs.set(vkey.split("+")[0] ?? "", vkey);
    },
    answer(other) {
      instead = other;
    },
    remember(checkpoint) {
      seen.set(checkpoint.origin, checkpoint);
    },
  };
}

interface Memory {
  readonly logs: ReadonlyMap<string, string>;
  readonly seen: Map<string, Checkpoint>;
  readonly signer: ReturnType<typeof cosigner>;
}

async function judge(
  request: IncomingMessage,
  body: string,
  { logs, seen, signer }: Memory,
): Promise<Answer> {
  if (request.method !== "POST" || request.url !== "/add-checkpoint") return { status: 404 };
  const end = body.indexOf("\n\n");
  const [first = "", ...hashes] = body.slice(0, end).split("\n");
  const old = first.startsWith("old ") ? readDecimal(first.slice(4)) : undefined;
  const proof = hashes.map(fromBase64);
  const note = body.slice(end + 2);
  const parsed = parseNote(utf8(note));
  if (old === undefined || !parsed.ok || proof.some((hash) => hash?.length !== 32)) return { status: 400 };
  const origin = parsed.value.text.split("\n")[0] ?? "";
  const known = parseVkey(logs.get(origin) ?? "");
  if (!known.ok) return { status: 404 };
  const opened = await openCheckpoint(utf8(note), [verifierOf(known.value)]);
  if (!opened.ok) return { status: 403 };
  const { checkpoint } = opened.value;
  if (old > checkpoint.size) return { status: 400 };
  const last = seen.get(origin);
  if (old !== (last?.size ?? 0)) {
    return { status: 409, body: `${last?.size ?? 0}\n`, type: "text/x.tlog.size" };
  }
  if (last && !extended(last, checkpoint, proof as Uint8Array[])) return { status: 422 };
  seen.set(origin, checkpoint);
  const cosigned = await signNote(parsed.value.text, [signer]);
  return { status: 200, body: cosigned.slice(parsed.value.text.length + 1) };
}

function extended(last: Checkpoint, next: Checkpoint, proof: readonly Uint8Array[]): boolean {
  if (last.size === next.size) return proof.length === 0 && equalBytes(last.root, next.root);
  return verifyConsistency(HASHER, last.size, next.size, proof, last.root, next.root).ok;
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return fromUtf8(Buffer.concat(chunks)) ?? "";
}

function send(
  response: ServerResponse,
  { status, body = "", type = "text/plain; charset=utf-8" }: Answer,
): void {
  response.writeHead(status, { "Content-Type": type }).end(body);
}
