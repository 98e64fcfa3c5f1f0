/** Two servers on loopback: one that agents may reach and that leads them on, and one that nobody may reach. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Servers {
  readonly allowed: string;
  readonly canary: string;
  /** Forgets what was seen. */
  begin(): void;
  seen(): { readonly allowedRequests: readonly string[]; readonly canaryRequests: readonly string[] };
  close(): void;
}

export async function openServers(): Promise<Servers> {
  let allowedRequests: string[] = [];
  let canaryRequests: string[] = [];
  const canary = createServer(async (request, response) => {
    canaryRequests.push(await textOf(request));
    response.end("canary");
  });
  // Also what is no HTTP: a connection is enough.
  canary.on("connection", () => canaryRequests.push("a connection"));
  const canaryAt = await listen(canary);
  const allowed = createServer(async (request, response) => {
    allowedRequests.push(await textOf(request));
    lead(request, response, canaryAt);
  });
  const allowedAt = await listen(allowed);
  return {
    allowed: `http://localhost:${new URL(allowedAt).port}`,
    canary: canaryAt,
    begin() {
      allowedRequests = [];
      canaryRequests = [];
    },
    seen: () => ({ allowedRequests, canaryRequests }),
    close() {
      for (const server of [allowed, canary]) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** `/to/CODE?to=ADDRESS` redirects there; `/canary` to the canary. */
function lead(request: IncomingMessage, response: ServerResponse, canary: string): void {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  const [, code = "302"] = /^\/to\/(\d+)$/.exec(pathname) ?? [];
  const to = searchParams.get("to") ?? (pathname === "/canary" ? canary : undefined);
  if (to === undefined) {
    response.end("allowed");
    return;
  }
  response.writeHead(Number(code), { Location: to }).end();
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const { method, url, rawHeaders } = request;
  return [`${method} ${url}`, ...rawHeaders, Buffer.concat(chunks).toString("latin1")].join("\n");
}
