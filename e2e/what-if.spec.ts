/** What the workbench says of a policy while it is typed: flips, tests, permissions, what nothing used, what changed. */
import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { createWorkspace } from "./support/pages";
import { approveButton, runButton, runState } from "./support/plain-workbench";
import { expect, test } from "./support/test";

const tab = (page: Page, name: RegExp) => page.getByRole("tab", { name });
const flips = (page: Page) => page.getByRole("list", { name: "Flips" }).getByRole("listitem");
const code = (page: Page) => page.locator(".monaco-editor .view-lines").first();

async function open(page: Page): Promise<void> {
  await page.goto(`/w/${await createWorkspace(page, "report-writer")}`);
  await expect(page.locator(".monaco-editor[data-uri]").first()).toBeVisible();
  await expect(page.getByText("Kept in this browser")).toBeVisible();
}

async function runToItsEnd(page: Page): Promise<void> {
  await runButton(page).click();
  await approveButton(page).click();
  await expect(runState(page)).toHaveText("Ended, exit 0");
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
  await expectAccessible(page);

  await expect(tab(page, /^Tests 1 of 6 fails/)).toBeVisible();
  await tab(page, /^Tests/).click();
  const failed = page.getByRole("list", { name: "Tests" }).getByRole("listitem").first();
  await expect(failed).toContainText(/FAIL.*reads its data.*Expected allow, got deny/s);
  await failed.getByRole("button", { name: /^line 16\W+what decides it/ }).click();

  await typeBehind(page, "[capabilities.exec]", "\nnonsense");
  await expect(page.getByText("The policy has mistakes").first()).toBeVisible();
  await expect(tab(page, /^What-if$/)).toBeVisible();
});

test("what the policy permits, a request tried on it, and shrinking it to what the run used, to be undone", async ({
  page,
}) => {
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
  await panel.getByRole("button", { name: /^line 25\W+exec\.env\[0\]/ }).click();
  await expect(page.locator(".line-note").first()).toContainText("not used by the run: LANG, TZ");
  await panel.getByRole("button", { name: "Shrink to what was used" }).click();
  await expect(panel.getByRole("region", { name: "Change of the text" })).toContainText(
    '-read = ["/workspace/**"]',
  );
  await expect(panel.getByText("In meaning: narrower: it lets less through.")).toBeVisible();
  await expectAccessible(page);
  await panel.getByRole("button", { name: "Shrink the policy" }).click();
  await expect(panel.getByText("Read everything in /workspace")).toHaveCount(0);
  await expect(panel.getByText("Every grant was used by the run.")).toBeVisible();
  await expect(panel.getByRole("region", { name: "Changed" })).toContainText("narrower");
  const line = page.locator(".monaco-editor .view-line").filter({ hasText: "env = []" });
  await line.click({ position: { x: 5, y: 8 } });
  await page.keyboard.press("Control+z");
  await expect(panel.getByText("Not changed.")).toBeVisible();
  await expect(panel.getByText("2 grants were used by nothing in the run")).toBeVisible();
});
