/** The verifier beside the page, in a browser: a real module worker, under the policies of pages and of workers. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { formatVkey } from "../lib/audit/note";
import { COSIGNER, calls, TestSession } from "../lib/audit/verify/testing/session";
import { nodeHasher } from "../lib/runtime/node/hash";
import { FILE_HEADERS, pageHeaders } from "../server/http/security-headers";
import type { AuditApi } from "./support/audit-page";
import { bundle } from "./support/bundle";
import { expect, test } from "./support/test";

declare const auditApi: AuditApi;

const NONCE = "audit";
const PAGE = `<!doctype html><title>audit</title><link rel="icon" href="data:,"><script type="module" nonce="${NONCE}" src="/script.js"></script>`;
const PAIRS = 60_000;

let url = "";
let server: Server;
let size = 0;

test.beforeAll(async () => {
  const session = new TestSession(nodeHasher(), { entries: calls(PAIRS) });
  size = session.size;
  const files = new Map<string, readonly [type: string, body: string | Uint8Array]>([
    ["/", ["text/html; charset=utf-8", PAGE]],
    ["/script.js", ["text/javascript", await bundle("e2e/support/audit-page.ts", { format: "esm" })]],
    // Where the client's own expression looks for it, beside the script.
    [
      "/verify.worker.ts",
      ["text/javascript", await bundle("components/audit/verify.worker.ts", { format: "esm" })],
    ],
    ["/entries.jsonl", ["application/jsonl", session.lines]],
    ["/checkpoint", ["text/plain", await session.receipt()]],
    ["/keys.json", ["application/json", JSON.stringify({ keys: [formatVkey(COSIGNER.vkey)] })]],
  ]);
  const page = pageHeaders({ pathname: "/w/audit", nonce: NONCE, development: false, https: false });
  server = createServer(({ url: path = "/" }, response) => {
    const [type, body] = files.get(path) ?? [];
    if (type === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { ...(path === "/" ? page : FILE_HEADERS), "Content-Type": type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
test.afterAll(() => {
  server.closeAllConnections();
  server.close();
});

for (const how of ["blob", "stream"] as const) {
  test(`verifies a ${how} with progress, and leaves the page its turn`, async ({ page }) => {
    await page.goto(url);
    const verify = () => page.evaluate((how) => auditApi.verify(how), how);
    const { report, told, ms } = await verify();
    expect(report).toMatchObject({ verdict: "OK", vouchedBy: "cosigner", covered: size, summary: { size } });
    expect(told.length).toBeGreaterThan(0);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    // Ten a second, and the first.
    expect(told.length).toBeLessThanOrEqual(ms / 100 + 1);
    // Once is enough: a page that has no turn while its worker works never has one, and a busy machine takes some.
    const hasTurns = async () => {
      const { longest, ms } = await verify();
      return longest < Math.max(200, ms / 2);
    };
    await expect.poll(hasTurns).toBe(true);
  });
}

test("ends when it is cancelled, also with a stream that has no end", async ({ page }) => {
  await page.goto(url);
  expect(await page.evaluate(() => auditApi.cancel())).toEqual({ reason: "enough", after: 0 });
});

test("says what could not be read", async ({ page }) => {
  await page.goto(url);
  expect(await page.evaluate(() => auditApi.fail())).toEqual([
    { name: "AuditWorkerError", reason: "Error" },
    { name: "AuditWorkerError", reason: "AuditFault" },
  ]);
});
