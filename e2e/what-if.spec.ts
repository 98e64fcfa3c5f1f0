/** What the workbench says of a policy while it is typed: what would flip in the run, what it permits, what nothing used. */
import type { Page } from "@playwright/test";
import { createWorkspace } from "./support/pages";
import { expect, test } from "./support/test";

const tab = (page: Page, name: RegExp) => page.getByRole("tab", { name });
const state = (page: Page) => page.getByRole("region", { name: "Run", exact: true }).getByRole("status");
const flips = (page: Page) => page.getByRole("list", { name: "Flips" }).getByRole("listitem");
const code = (page: Page) => page.locator(".monaco-editor .view-lines").first();

async function open(page: Page): Promise<void> {
  await page.goto(`/w/${await createWorkspace(page, "report-writer")}`);
  await expect(page.locator(".monaco-editor[data-uri]").first()).toBeVisible();
  await expect(page.getByText("Kept in this browser")).toBeVisible();
}

async function runToItsEnd(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Run/ }).click();
  await page.getByRole("button", { name: "Approve this once" }).click();
  await expect(state(page)).toHaveText("Ended, exit 0");
}

/** Types into the policy behind some text of it. */
async function typeBehind(page: Page, text: string, typed: string): Promise<void> {
  await code(page).click();
  await page.keyboard.press("Control+f");
  await page.keyboard.type(text);
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.type(typed);
}

test("what was recorded is decided again while the policy is typed, and a flip leads to its record and its line", async ({
  page,
}) => {
  await open(page);
  await tab(page, /^What-if/).click();
  await expect(page.getByText("Nothing has run yet")).toBeVisible();
  await runToItsEnd(page);
  await tab(page, /^What-if/).click();
  await expect(page.getByText(/^Nothing flips: the \d+ recorded requests/)).toBeVisible();

  await typeBehind(page, '"**/*.key"', ', "**/*.csv"');
  await expect(page.getByText(/^[1-9]\d* of \d+ recorded requests would be decided otherwise/)).toBeVisible();
  await expect(tab(page, /^What-if [1-9]/)).toBeVisible();
  const first = flips(page).filter({ hasText: "orders.csv" }).first();
  await expect(first).toContainText(
    /Was: .*filesystem\.read\[0\].*Line 13 then\..*Now: .*filesystem\.deny\[2\].*Line 16\./s,
  );
  await first.getByRole("button").click();
  await expect(page).toHaveURL(/#agent\.toml:16:1/);
  await expect(page.getByRole("region", { name: /^Record \d+/ })).toContainText("orders.csv");
});

test("what the policy permits, a request tried on it, and what the run had no use for", async ({ page }) => {
  await open(page);
  await tab(page, /^Permissions/).click();
  const panel = page.getByRole("tabpanel", { name: "Permissions" });
  await expect(panel.getByText("Read everything in /workspace")).toBeVisible();
  await expect(panel.getByText("No address can be reached.")).toBeVisible();
  const request = panel.getByLabel("Try a request");
  await request.fill("read /workspace/.env");
  await expect(panel.getByText(/denied by filesystem\.deny\[0\]/)).toBeVisible();
  await request.fill("GET https://example.com");
  await expect(panel.getByText(/https:\/\/example\.com.* is denied because/)).toBeVisible();

  await runToItsEnd(page);
  await tab(page, /^Permissions/).click();
  await expect(panel.getByText("Not used by the run").first()).toBeVisible();
});
