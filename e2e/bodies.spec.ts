/** What the log has digests of, as an author keeps it: off at first, shown with its record, exported with its log, erased. */
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { bytesAsAccess, checkBodies, openBundle, openZip } from "../lib/audit/bundle";
import { nodeHasher } from "../lib/runtime/node/hash";
import { expectAccessible } from "./support/axe";
import { chooseRecord, GENEROUS, openPlain, runButton, runState } from "./support/plain-workbench";
import { expect, test } from "./support/test";

const AGENT = `import fs from "node:fs";
const text = fs.readFileSync("data/orders.csv", "utf8");
fs.mkdirSync("out", { recursive: true });
fs.writeFileSync("out/copy.txt", text + "\\u001b[2J\\u202e" + "x".repeat(20_000));
fs.writeFileSync("out/raw.bin", Buffer.from([0xff, 0xfe, 0x00, 0x41]));
`;

const dialog = (page: Page) => page.getByRole("dialog", { name: "Bodies of this workspace's runs" });
const detail = (page: Page) => page.getByRole("region", { name: /^Record \d+/ });

const chooseWrite = (page: Page, name: string) => chooseRecord(page, name, `fs.write /workspace/out/${name}`);

async function runToItsEnd(page: Page): Promise<void> {
  await runButton(page).click();
  await expect(runState(page)).toHaveText("Ended, exit 0");
  await expect(page.getByText(/Log verified in this page/)).toBeVisible();
}

test("bodies are kept when their author says so, shown as what the record names, taken along and erased", async ({
  page,
}) => {
  await openPlain(page, { "agent.toml": GENEROUS, "agent.ts": AGENT });
  await runToItsEnd(page);
  await chooseWrite(page, "copy.txt");
  await expect(detail(page)).toContainText("Not kept in this browser: the log has its digest alone.");

  await page.getByRole("button", { name: "Bodies not kept" }).click();
  await expect(dialog(page)).toContainText("Nothing is kept of this workspace.");
  await dialog(page)
    .getByRole("checkbox", { name: /^Keep bodies/ })
    .check();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Bodies kept here" })).toBeFocused();

  await runToItsEnd(page);
  await chooseWrite(page, "copy.txt");
  await expect(detail(page)).toContainText("␛[2J\ufffdxxx");
  await expect(detail(page)).toContainText("The first 16,384 bytes.");
  await chooseWrite(page, "raw.bin");
  await expect(detail(page)).toContainText("ff fe 00 41");
  await expectAccessible(page);

  await page.getByRole("button", { name: "Bodies kept here" }).click();
  await expect(dialog(page)).toContainText(/\d+ bodies are kept, \d+ KB of 100 MB\./);
  const download = page.waitForEvent("download");
  await dialog(page).getByRole("button", { name: "Export this log with its bodies" }).click();
  const zip = await openZip(bytesAsAccess(new Uint8Array(await readFile(await (await download).path()))));
  if (!zip.ok) throw new Error(zip.why);
  const bundle = await openBundle(zip.value);
  if (!bundle.ok) throw new Error(bundle.why);
  const checked = await checkBodies(bundle.value, nodeHasher());
  expect(checked).toEqual({ confirmed: bundle.value.bodies.length, faults: [] });
  expect(checked.confirmed).toBeGreaterThan(2);

  await dialog(page).getByRole("button", { name: "Erase all kept bodies" }).click();
  await expect(dialog(page).getByRole("status")).toContainText("Erased.");
  await expect(dialog(page)).toContainText("Nothing is kept of this workspace.");
  await page.keyboard.press("Escape");
  await chooseWrite(page, "copy.txt");
  await expect(detail(page)).toContainText("Not kept in this browser");
});
