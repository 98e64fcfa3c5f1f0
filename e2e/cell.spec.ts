/** The sandbox in the browser: in a page of the product, in the frame that the product serves. */
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { build } from "esbuild";
import type { CellApi } from "./support/cell-page";
import { createWorkspace } from "./support/pages";
import { expect, test } from "./support/test";

declare const cellApi: CellApi;

let script = "";
test.beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("./support/cell-page.ts", import.meta.url))],
    bundle: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    write: false,
    logLevel: "error",
  });
  script = outputFiles[0]?.text ?? "";
});

/** Through the debugger, because the policy of the page rightly refuses any script that is brought along. */
async function bring(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { exceptionDetails } = await session.send("Runtime.evaluate", { expression: script });
  await session.detach();
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description);
}

async function openPage(page: Page): Promise<void> {
  await page.goto(`/w/${await createWorkspace(page)}`);
  await bring(page);
}

const POLICY = '[capabilities.filesystem]\nread = ["/workspace/**"]\nwrite = ["/workspace/out/**"]\n';

test("an agent in TypeScript prints, reads and writes, and all of it is on a record that verifies", async ({
  page,
}) => {
  await openPage(page);
  const agent = `
    const name: string = read("/workspace/name.txt");
    write("/workspace/out/greeting.txt", "hello " + name);
    try { read("/etc/passwd"); } catch (error) { print((error as Error & { code: string }).code); }
    print("hello " + name);`;
  const files = { "agent.ts": agent, "name.txt": "world", "out/.keep": "" };
  const run = await page.evaluate((spec) => cellApi.run(spec), { policy: POLICY, files });
  expect(run).toMatchObject({
    end: { reason: "exit", code: 0 },
    text: "EACCES\nhello world\n",
    verdict: "OK",
    troubles: [],
  });
  const decisions = run.records.filter(({ data }) => data.verdict !== undefined);
  expect(
    decisions.map(({ type, data }) => [type, data.verdict, (data.request as { path: string }).path]),
  ).toContainEqual(["fs.read", "deny", "/etc/passwd"]);
  expect(run.records[0]?.type).toBe("session.open");
  expect(run.records.slice(-2).map(({ type }) => type)).toEqual(["agent.exit", "session.close"]);
  expect(run.frames).toBe(0);
});
