/**
 * A local peer of the vendor's client: what the client loads as its frame, on an origin of its own, over a folder and real processes of
 * this machine. The client itself is the vendor's, unchanged: `globalThis.WEBCONTAINER_API_IFRAME_URL` sends it here.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Ask, Tell } from "./protocol";
import { Work } from "./work";

export interface Peer {
  readonly url: string;
  readonly work: Work;
  /** Loads, and never says that it is there. */
  isSilent: boolean;
  emit(name: string, ...values: unknown[]): void;
  close(): Promise<void>;
}

/** An isolated page holds only frames that ask for the same, and says that it may be held. */
const HEADERS = {
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "cross-origin",
  "Cache-Control": "no-store",
};

export async function startPeer(): Promise<Peer> {
  const script = await bundled();
  const streams = new Set<ServerResponse>();
  const tell = (each: Tell) => {
    for (const stream of streams) stream.write(`data: ${JSON.stringify(each)}\n\n`);
  };
  const work = new Work(tell);
  const peer = { isSilent: false };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? "/", "http://peer");
    const send = (type: string, body: string) =>
      void response.writeHead(200, { ...HEADERS, "Content-Type": type }).end(body);
    if (pathname === "/headless") {
      const body = peer.isSilent ? "" : '<script src="/peer.js"></script>';
      return send("text/html", `<!doctype html><title>peer</title><link rel="icon" href="data:,">${body}`);
    }
    if (pathname === "/peer.js") return send("text/javascript", script);
    if (pathname === "/events") {
      response.writeHead(200, { ...HEADERS, "Content-Type": "text/event-stream" });
      response.write(":\n\n");
      streams.add(response);
      request.on("close", () => {
        streams.delete(response);
        // With the frame goes what ran in it, as it would in the browser.
        if (streams.size === 0) void work.end();
      });
      return;
    }
    if (pathname !== "/ask" || request.method !== "POST") return void response.writeHead(404, HEADERS).end();
    send("application/json", JSON.stringify(await done(work, await bodyOf(request))));
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(peer, {
    url: `http://127.0.0.1:${port}`,
    work,
    emit: (name: string, ...values: unknown[]) => tell({ kind: "event", name, values }),
    close: async () => {
      await work.end();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

async function done(work: Work, body: string): Promise<{ value?: unknown } | { error: string }> {
  try {
    return { value: await work.do(JSON.parse(body) as Ask) };
  } catch (thrown) {
    return { error: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("page.ts", import.meta.url))],
    bundle: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    write: false,
    logLevel: "error",
  });
  return outputFiles[0]?.text ?? "";
}
