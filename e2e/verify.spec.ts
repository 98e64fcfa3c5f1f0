/** The page for outsiders: a bundle is dropped, verified where it is, and nothing of it leaves the page. */
import type { Page } from "@playwright/test";
import { type BundleParts, writeBundle } from "../lib/audit/bundle";
import { joinBytes } from "../lib/audit/bytes";
import { formatVkey } from "../lib/audit/note";
import { COSIGNER, calls, TestSession, WORKSPACE } from "../lib/audit/verify/testing/session";
import { nodeHasher } from "../lib/runtime/node/hash";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

const DENIED = {
  type: "fs.read",
  data: {
    code: "DENIED_BY_RULE",
    line: 10,
    request: { path: "/workspace/.env" },
    rule: "filesystem.deny[0]",
    verdict: "deny",
  },
} as const;
const session = new TestSession(nodeHasher(), { entries: [...calls(20), DENIED] });
const KEYS = [formatVkey(COSIGNER.vkey), formatVkey(WORKSPACE.vkey)].join("\n");

async function bundle(change: Partial<BundleParts> = {}) {
  const parts = {
    sid: session.sid,
    vkey: session.vkey,
    entries: [session.lines],
    checkpoint: await session.receipt(),
    proof: await session.proof(),
    ...change,
  };
  const pieces: Uint8Array[] = [];
  for await (const piece of writeBundle(parts)) pieces.push(piece.slice());
  return { name: "session.zip", mimeType: "application/zip", buffer: Buffer.from(joinBytes(pieces)) };
}

async function openWithKeys(page: Page): Promise<void> {
  await page.goto("/verify");
  await page.getByRole("radio", { name: "Keys that I know" }).check();
  await page.getByRole("textbox", { name: "One key a line" }).fill(KEYS);
}

const result = (page: Page) => page.getByRole("region", { name: "Result" });
const choose = (page: Page) => page.getByLabel("Choose files");

test("a whole bundle: who says so, what was refused, and nothing is sent", async ({ page }) => {
  await openWithKeys(page);
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET" || request.postData() !== null) sent.push(request.url());
  });
  await choose(page).setInputFiles(await bundle());
  await expect(result(page).locator('[data-finding="OK"]')).toContainText(
    `All ${session.size} records are as they were signed`,
  );
  const states = result(page).getByRole("list", { name: "Integrity" });
  await expect(states).toContainText("countersigned");
  await expect(states).toContainText("anchored, workspace size 4");
  await expect(states).toContainText("not witnessed");
  await expect(result(page).getByRole("region", { name: "What was refused" })).toContainText(
    "/workspace/.env",
  );
  await expectAccessible(page);
  expect(sent).toEqual([]);
});

test("a changed record is named in front of the reader", async ({ page }) => {
  await openWithKeys(page);
  const text = new TextDecoder().decode(session.lines).replace("/workspace/5.txt", "/workspace/6.txt");
  await choose(page).setInputFiles(await bundle({ entries: [new TextEncoder().encode(text)] }));
  const finding = result(page).locator('[data-finding="BROKEN_LINK"]');
  await expect(finding).toContainText("This log is broken at record 6");
  await expect(finding).toContainText('"seq":6');
  await expectAccessible(page);
});

test("a bundle that is cut off, and keys that are none of its own", async ({ page }) => {
  await openWithKeys(page);
  const whole = await bundle();
  await choose(page).setInputFiles({ ...whole, buffer: whole.buffer.subarray(0, 900) });
  await expect(result(page)).toContainText("No log could be read from this");

  await page.getByRole("textbox", { name: "One key a line" }).fill("nonsense");
  await expect(page.getByText("Line 1 is no key.")).toBeVisible();
  await choose(page).setInputFiles(whole);
  await expect(result(page).locator('[data-finding="UNKNOWN_KEY"]')).toBeVisible();
  await page.getByRole("radio", { name: "Keys that the files name" }).check();
  await expect(result(page)).toContainText("whoever forges a bundle names his own");
});

test("files are dropped with the mouse, one by one", async ({ page }) => {
  await openWithKeys(page);
  const files = [
    ["entries.jsonl", new TextDecoder().decode(session.lines)],
    ["session.checkpoint", new TextDecoder().decode(await session.receipt())],
  ];
  const data = await page.evaluateHandle((files) => {
    const transfer = new DataTransfer();
    for (const [name = "", text = ""] of files) transfer.items.add(new File([text], name));
    return transfer;
  }, files);
  await page.getByText("Drop a bundle here").dispatchEvent("drop", { dataTransfer: data });
  await expect(result(page).locator('[data-finding="OK"]')).toBeVisible();
});

test("says what to do without script", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? "" });
  const page = await context.newPage();
  await page.goto("/verify");
  // Text within noscript is looked past when things are found by their text.
  await expect(page.locator("main noscript p")).toBeVisible();
  await expect(page.getByText("Drop a bundle here")).toBeHidden();
  await expect(page.getByRole("heading", { name: "What a log does not prove" })).toBeVisible();
  await context.close();
});
