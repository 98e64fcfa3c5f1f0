import { createServer } from "node:http";
import { endWhenTold } from "./ending.mjs";
import { listen, urlOf } from "./port.mjs";
import { printStep, runStep } from "./steps.mjs";

/**
 * What one client may cost before it has sent a whole request. Responses are not limited: an event stream may
 * last for hours.
 */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16 * 1024,
};
const MAX_CONNECTIONS = 2_000;
/** Where the application, when it starts, leaves what answers before Next does (`server/front.ts`). */
const FRONT = Symbol.for("aegis.front");

/** @typedef {(req: import("node:http").IncomingMessage, res: import("node:http").ServerResponse) => Promise<void>} Handler */
/** @typedef {(...message: Parameters<Handler>) => Promise<void> | undefined} Front */

/**
 * Serves the application from this process until it is told to end.
 * @param {string} root
 * @param {{ dev: boolean, host: string, port: number }} options
 */
export async function serve(root, { dev, host, port }) {
  /** @type {(handler: Handler) => void} */
  let open = () => {};
  /** @type {Promise<Handler>} */
  const handler = new Promise((resolve) => {
    open = resolve;
  });
  const server = createServer(LIMITS, (req, res) => {
    handler.then((handle) => handle(req, res)).catch(() => res.destroy());
  });
  server.maxConnections = MAX_CONNECTIONS;
  const { app, bound } = await runStep("serve", async () => {
    const onTaken = (/** @type {number} */ taken) =>
      printStep("port", `${taken} is taken, trying ${taken + 1}`);
    const bound = await listen(server, { host, port, onTaken });
    Object.assign(process.env, { HOST: host, PORT: String(bound) });
    const { default: next } = await import("next");
    const app = next({ dev, dir: root, hostname: host, port: bound, httpServer: server });
    await app.prepare();
    return { app, bound, detail: dev ? "development server" : `Node ${process.versions.node}` };
  });
  endWhenTold(server, () => app.close());
  const behind = app.getRequestHandler();
  const holder = /** @type {{ [FRONT]?: Front }} */ (globalThis);
  // Asked for each time: Next starts the application with its first request.
  open((req, res) => holder[FRONT]?.(req, res) ?? behind(req, res));
  process.stdout.write(`\nAegis is ready at ${urlOf(host, bound)} (Ctrl-C ends it)\n`);
}
