/** The page of webcontainer.spec.ts on a loopback origin: as the product's own pages are, isolated or not, with room for one foreign frame. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { bundledParts } from "../../lib/runtime/webcontainer/testing/container";
import { pageHeaders } from "../../server/http/security-headers";
import { bundle } from "./bundle";

const NONCE = "e2e";
/** `?plain`: a page that is not isolated. */
const PAGE = `<!doctype html><title>container</title><link rel="icon" href="data:,"><script nonce="${NONCE}" src="/script.js"></script>`;

/** `frame` is the origin that the page may hold. */
export async function serveContainerPage(frame: string): Promise<{ url: string; close(): Promise<void> }> {
  const script = await bundle("e2e/support/webcontainer-page.ts");
  const { parts, builtins } = await bundledParts();
  const files: Readonly<Record<string, readonly [string, string]>> = {
    "/": ["text/html; charset=utf-8", PAGE],
    "/script.js": ["text/javascript; charset=utf-8", script],
    "/cell/container.mjs": ["text/javascript; charset=utf-8", parts.wrapper],
    "/cell/inside.js": ["text/javascript; charset=utf-8", parts.inside],
    "/cell/guest.js": ["text/javascript; charset=utf-8", parts.library],
    "/cell/builtins.json": ["application/json", JSON.stringify(builtins)],
  };
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? "/", "http://page");
    const like = search === "?plain" ? "/w/e2e" : "/check";
    const headers = pageHeaders({ pathname: like, nonce: NONCE, development: false, https: false });
    const policy = headers["Content-Security-Policy"]?.replace(/; frame-src [^;]*/, "");
    const [type, body] = files[pathname] ?? ["text/plain", ""];
    response
      .writeHead(files[pathname] ? 200 : 404, {
        ...headers,
        "Content-Security-Policy": `${policy}; frame-src ${frame}`,
        "Content-Type": type,
        "Cache-Control": "no-store",
      })
      .end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
