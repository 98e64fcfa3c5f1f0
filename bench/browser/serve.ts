/** Serves one script to one page, on loopback, with the headers of the product's own pages. */
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { CELL_DOCUMENT, CELL_PATH } from "../../lib/runtime/embedded/cell/document";
import { pageHeaders } from "../../server/http/security-headers";
import { CLOCK_SCRIPT } from "./fine-clock";

/**
 * The page of the product whose policy the script runs under: WebAssembly, no 'unsafe-eval'. It is isolated as well, so
 * that the page's clock is as fine as a page's clock gets (5 us).
 */
const LIKE_PAGE = "/check";
/** The one that may hold sandboxes, and so is not isolated. */
const LIKE_PAGE_WITH_CELLS = "/w/bench";
const NONCE = "bench";
const PAGE = `<!doctype html><title>bench</title><link rel="icon" href="data:,"><script type="module" nonce="${NONCE}" src="/script.js"></script>`;

export interface Served {
  readonly script: string;
  readonly input: unknown;
  /** Files, by the name under which the page asks for them. */
  readonly assets: Readonly<Record<string, string>>;
  /** The page holds sandboxes, in frames that are served as the product does. */
  readonly cells?: boolean;
  readonly heapBytes: () => Promise<number>;
  /** Called once, with what the page posts. */
  readonly onAnswer: (body: string) => void;
}

export async function serve(served: Served): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    answer(served, request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => close(server) };
}

async function answer(served: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname: path } = new URL(request.url ?? "/", "http://bench");
  const like = served.cells ? LIKE_PAGE_WITH_CELLS : LIKE_PAGE;
  const pathname = path === CELL_PATH ? CELL_PATH : like;
  const headers = pageHeaders({ pathname, nonce: NONCE, development: false, https: false });
  const send = (type: string, body: string | Uint8Array) =>
    response.writeHead(200, { ...headers, "Content-Type": type, "Cache-Control": "no-store" }).end(body);
  if (path === "/") return void send("text/html; charset=utf-8", PAGE);
  if (path === CELL_PATH) return void send("text/html; charset=utf-8", CELL_DOCUMENT);
  if (path === "/script.js") return void send("text/javascript; charset=utf-8", served.script);
  if (path === "/clock.js") return void send("text/javascript; charset=utf-8", CLOCK_SCRIPT);
  if (path === "/input-null") return void send("application/json", "null");
  if (path === "/input") return void send("application/json", JSON.stringify(served.input ?? null));
  if (path === "/heap") return void send("text/plain", String(await served.heapBytes()));
  if (path === "/answer" && request.method === "POST") {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    send("text/plain", "");
    return served.onAnswer(Buffer.concat(chunks).toString("utf8"));
  }
  const file = path.startsWith("/assets/") ? served.assets[path.slice("/assets/".length)] : undefined;
  if (file === undefined) return void response.writeHead(404, headers).end();
  send(file.endsWith(".wasm") ? "application/wasm" : "application/octet-stream", await readFile(file));
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
