/** What somebody downloads who opens the first page for the first time. */

import { gzipSync } from "node:zlib";
import type { Response } from "@playwright/test";
import { createWorkspace } from "./support/pages";
import { expect, test } from "./support/test";

const LIMIT_BYTES = 150_000;
/** Of the workbench, before the code editor: 220 KB, of a thousand bytes each. */
const WORKBENCH_LIMIT_BYTES = 220_000;
/** Below this the server sends a file as it is: a header costs as much as is saved. */
const WORTH_COMPRESSING_BYTES = 1_024;
/** Of the editor and of the sandbox, in whatever chunk they may have ended up. */
const EDITOR = /MonacoEnvironment|monaco-editor/;
const HEAVY = /MonacoEnvironment|monaco-editor|QuickJS|quickjs|WebContainer/;

test("the scripts of the first page are small, and none is of the editor or the sandbox", async ({
  page,
}, info) => {
  const scripts: Response[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") scripts.push(response);
  });
  await page.goto("/");
  await page.waitForLoadState("networkidle");

  let [bytes, sent] = [0, 0];
  for (const response of scripts) {
    const body = await response.body();
    if (body.byteLength >= WORTH_COMPRESSING_BYTES) {
      expect(response.headers()["content-encoding"], response.url()).toBe("br");
    }
    sent += (await response.request().sizes()).responseBodySize;
    bytes += gzipSync(body).length;
    expect((await response.text()).match(HEAVY)?.[0], response.url()).toBeUndefined();
  }
  const figure = `${bytes} bytes of gzipped script in ${scripts.length} files, ${sent} as they were sent`;
  info.annotations.push({ type: "first load", description: figure });
  process.stdout.write(`first load of /: ${figure}\n`);
  expect(scripts.length).toBeGreaterThan(0);
  expect(bytes).toBeGreaterThan(0);
  expect(sent).toBeLessThan(bytes);
  expect(bytes).toBeLessThanOrEqual(LIMIT_BYTES);
});

test("the scripts that the workbench needs before its editor are at most 220 KB", async ({
  page,
  request,
}, info) => {
  const id = await createWorkspace(page, "report-writer");
  const html = await (await page.request.get(`/w/${id}`)).text();
  const tags = [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"[^>]*>/g)];
  // For browsers that know no modules; all others leave it.
  const needed = tags.filter(([tag]) => !/nomodule/i.test(tag)).map(([, address]) => address ?? "");
  let bytes = 0;
  for (const address of new Set(needed)) {
    const script = await (await request.get(address)).body();
    bytes += gzipSync(script).length;
    expect(script.toString().match(EDITOR)?.[0], address).toBeUndefined();
  }
  const figure = `${bytes} bytes of gzipped script in ${needed.length} files`;
  info.annotations.push({ type: "workbench load", description: figure });
  process.stdout.write(`first load of the workbench: ${figure}\n`);
  expect(needed.length).toBeGreaterThan(0);
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(WORKBENCH_LIMIT_BYTES);
});
