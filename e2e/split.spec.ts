/** The editor in two halves: its tabs, one file in both, jumps between them, what is kept of them, and a page too narrow for two. */
import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { createWorkspace } from "./support/pages";
import { approveButton, chooseRecord, openPlain, runButton } from "./support/plain-workbench";
import { expect, test } from "./support/test";

const half = (page: Page, side: "left" | "right") =>
  page.getByRole("region", { name: `The ${side} half`, exact: true });
const tab = (of: Locator, name: string | RegExp) =>
  of.getByRole("grid", { name: /^Open files/ }).getByRole("row", { name });
const code = (of: Locator) => of.locator(".monaco-editor .view-lines");
const plain = (of: Locator) => of.getByRole("textbox", { name: /, plain text$/ });
const file = (page: Page, name: string) =>
  page.getByRole("treegrid", { name: "Files" }).getByRole("row", { name });
const splitButton = (page: Page) => page.getByRole("button", { name: "Split editor" });

async function open(page: Page, hash = ""): Promise<void> {
  await page.goto(`/w/${await createWorkspace(page, "report-writer")}${hash}`);
  await expect(page.locator(".monaco-editor[data-uri]")).toBeVisible();
  await expect(page.getByText("Kept in this browser")).toBeVisible();
}

const focusIn = (of: Locator) =>
  expect.poll(() => of.evaluate((element) => element.contains(document.activeElement))).toBe(true);

test("one file is worked on in both halves, by keyboard alone", async ({ page }) => {
  await open(page);
  const [left, right] = [half(page, "left"), half(page, "right")];
  await page.keyboard.press("Control+'"); // to the editor
  await page.keyboard.press("Control+\\");
  await focusIn(right);
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("#r\n");
  await expect(code(left)).toContainText("#r");
  await page.keyboard.press("Control+'");
  await focusIn(left);
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("#l\n");
  await expect(code(right)).toContainText("#l");
  for (const side of [left, right]) await expect(tab(side, "agent.toml, changed")).toBeVisible();
  await expectAccessible(page);
  // What was typed on the other side, too. A line is some steps; before the first there is nothing to take back.
  for (let step = 0; step < 8; step++) await page.keyboard.press("Control+z");
  for (const side of [left, right]) await expect(tab(side, /^agent\.toml$/)).toBeVisible();
});

test("a file goes to the other half, is there after a reload, and the half goes with its last tab", async ({
  page,
}) => {
  await open(page);
  const [left, right] = [half(page, "left"), half(page, "right")];
  await file(page, "agent.ts").focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#agent\.ts/);
  await page.keyboard.press("Control+,");
  await focusIn(right);
  await expect(tab(left, "agent.ts")).toHaveCount(0);
  await expect(tab(right, "agent.ts")).toHaveAttribute("aria-selected", "true");

  await page.reload();
  await expect(code(left)).toContainText("[capabilities.filesystem]");
  await expect(code(right)).toContainText("import");
  await expect(page).toHaveURL(/#agent\.ts/);
  await tab(right, "agent.ts").focus();
  await page.keyboard.press("Delete");
  await expect(right).toHaveCount(0);
  await focusIn(page.locator(".monaco-editor[data-uri]"));
  await expect(splitButton(page)).toHaveAttribute("aria-pressed", "false");
});

test("what lines decided stands in both halves, and a jump goes to where the file is in front", async ({
  page,
}) => {
  await open(page);
  await splitButton(page).click();
  const [left, right] = [half(page, "left"), half(page, "right")];
  await runButton(page).click();
  await approveButton(page).click();
  await expect(page.getByText("Ended, exit 0")).toBeVisible();
  for (const side of [left, right]) {
    await expect(side.locator(".line-mark-allow").first()).toBeVisible();
    await expect(
      side
        .locator(".codelens-decoration")
        .getByText(/^Used by/)
        .first(),
    ).toBeVisible();
    const lenses = side.locator(".codelens-decoration").getByText(/^Used by .* deny$/);
    await expect(lenses).toHaveCount(1);
  }

  await code(right).click();
  await file(page, "agent.ts").click();
  await expect(code(right)).toContainText("import");
  await chooseRecord(page, ".env", /\.env.*deny/);
  await page.getByRole("button", { name: "Go to line 16" }).first().click();
  await expect(page).toHaveURL(/#agent\.toml:16/);
  await expect(code(right)).toContainText("import"); // left as it was
  await page.getByRole("button", { name: "Move to the right half" }).click();
  await expect(left).toHaveCount(0); // it was the only tab there
  await expect(page.getByRole("grid", { name: "Open files" }).getByRole("row")).toHaveCount(2);
});

test("plain text is shown in both halves as well; the divider between them moves by key", async ({
  page,
}) => {
  await openPlain(page);
  await splitButton(page).click();
  const [left, right] = [half(page, "left"), half(page, "right")];
  await plain(right).press("Control+Home");
  await plain(right).pressSequentially("# right\n");
  await expect(plain(left)).toHaveValue(/^# right\n/);
  await page.keyboard.press("Control+'");
  await expect(plain(left)).toBeFocused();
  await plain(left).press("Control+Home");
  await plain(left).pressSequentially("# left\n");
  await expect(plain(right)).toHaveValue(/^# left\n# right\n/);
  await page.keyboard.press("Control+'");
  await expect(plain(right)).toBeFocused();
  await page.keyboard.type("!"); // where the cursor was, behind what it wrote
  await expect(plain(left)).toHaveValue(/^# left\n# right\n!/);
  await expectAccessible(page);

  const width = async () => (await left.boundingBox())?.width ?? 0;
  const divider = page.getByRole("separator", { name: "Width of the left half" });
  const before = await width();
  await divider.press("ArrowLeft");
  await expect.poll(width).toBeLessThan(before);
  await splitButton(page).first().click();
  await expect(divider).toHaveCount(0);
  await expect(page.getByRole("grid", { name: "Open files" }).getByRole("row")).toHaveCount(1);
});

test("a page too narrow for two halves shows all tabs in one", async ({ page }) => {
  await openPlain(page);
  await file(page, "agent.ts").click();
  await page.getByRole("button", { name: "Move to the right half" }).click();
  await expect(plain(half(page, "left"))).toHaveValue(/\[agent\]/);
  await page.setViewportSize({ width: 320, height: 640 });
  const openFiles = page.getByRole("grid", { name: "Open files" });
  await expect(openFiles.getByRole("row")).toHaveCount(2);
  await expect(splitButton(page)).toHaveCount(0);
  await openFiles.getByRole("row", { name: "agent.toml" }).click();
  await expect(page.getByRole("textbox", { name: "agent.toml, plain text" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "agent.ts, plain text" })).toBeHidden();
  await expectAccessible(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(plain(half(page, "right"))).toHaveValue(/import/);
});
