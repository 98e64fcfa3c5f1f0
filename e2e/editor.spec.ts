/** The editor of policies and agents: what it offers, what it says, what it lists as wrong, with and without Monaco. */
import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { createWorkspace } from "./support/pages";
import { approveButton, runButton } from "./support/plain-workbench";
import { expect, test } from "./support/test";

const code = (page: Page) => page.locator(".monaco-editor .view-lines").first();
const suggestion = (page: Page, name: RegExp) =>
  page.locator(".suggest-widget.visible").getByRole("option", { name });
const lens = (page: Page, title: RegExp) => page.locator(".codelens-decoration").getByText(title);
const problems = (page: Page) => page.getByRole("list", { name: "Problems" });

async function open(page: Page, example: string, hash = ""): Promise<void> {
  await page.goto(`/w/${await createWorkspace(page, example)}${hash}`);
  await expect(page.locator(".monaco-editor[data-uri]").first()).toBeVisible();
  await expect(page.getByText("Kept in this browser")).toBeVisible();
}

async function typeAtEnd(page: Page, text: string): Promise<void> {
  await code(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(text);
}

test("a policy completes itself, explains itself and is gone through by its outline", async ({ page }) => {
  await open(page, "report-writer");
  await typeAtEnd(page, "\n[capabilities.net");
  await suggestion(page, /^(capabilities\.)?network/).click();
  // Closed by itself only where the editor has read the lines before it already: a busy machine has not, and then this does.
  await page.keyboard.type("]\ndns");
  await suggestion(page, /^dns_policy/).click();
  await suggestion(page, /^restricted/).click(); // offered by itself, with what else may stand there
  await expect(code(page)).toContainText('dns_policy = "restricted"');
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+Space");
  await expect(suggestion(page, /^allow_egress/)).toBeVisible();
  await expect(suggestion(page, /^dns_policy/)).toHaveCount(0); // it is there already
  await page.keyboard.press("Escape");

  const hover = page.locator(".monaco-hover").getByText(/names are resolved for allowed requests only/);
  // Where the text was moved under a pointer that rests, the editor waits for it to move.
  await expect(async () => {
    await code(page).getByText('restricted"').first().hover();
    await code(page).getByText("dns_policy").first().hover();
    await expect(hover).toBeVisible({ timeout: 5_000 });
  }).toPass();

  await code(page).click();
  await page.keyboard.press("Control+Shift+o");
  await page.keyboard.type("cannot read the secrets");
  await page.keyboard.press("Enter");
  const test51 = page.getByText("Line 51, column 1", { exact: true });
  await expect(test51).toBeVisible();
  await expect(page.locator(".quick-input-widget")).toBeHidden(); // the line is shown before it is gone to
  // From the test to the rule that decides it; a cursor that is still on its way calls that off.
  await expect(async () => {
    if (await test51.isVisible()) await page.keyboard.press("F12");
    await expect(page.getByText(/^Line 16, column \d+$/)).toBeVisible({ timeout: 10_000 });
  }).toPass();
});

test("above each rule stands what it decided, above each test how it comes out; a broken one is told at once", async ({
  page,
}) => {
  await open(page, "report-writer", "#agent.toml:38:1");
  await expect(lens(page, /^Passes: allow, filesystem\.read\[0\], line 13$/)).toBeVisible();
  await runButton(page).click();
  await approveButton(page).click();
  await expect(page.getByText("Ended, exit 0")).toBeVisible();
  await code(page).click();
  const address = page.url().replace(/#.*/, "");
  await page.goto(`${address}#agent.toml:16:1`);
  await lens(page, /^Used by \d+ requests?: \d+ deny$/).click();
  await expect(page.getByRole("button", { name: "Line 16 only: show all lines" })).toBeVisible();

  await code(page).click();
  await page.goto(`${address}#agent.toml:39:11-39:16`);
  await expect(page.getByText("Line 39, column 16")).toBeVisible();
  await page.keyboard.type("deny");
  await expect(
    lens(page, /^Fails: expected deny, comes out allow, filesystem\.read\[0\], line 13$/),
  ).toBeVisible();
  await expectAccessible(page);
});

test("what is wrong is listed, gone to and mended, in code and in plain text", async ({ page }) => {
  await open(page, "report-writer");
  const tab = page.getByRole("tab", { name: /^Problems/ });
  await typeAtEnd(page, '\n[checkpiont]\ninterval = "soon"\n');
  await expect(tab).toHaveText(/Problems 1/);
  await tab.click();
  await expect(problems(page).getByRole("listitem")).toHaveCount(1);
  await expect(problems(page)).toContainText("ADS011");
  await page.getByRole("button", { name: /Plain text/ }).click();
  const field = page.getByRole("textbox", { name: "agent.toml, plain text" });
  await expect(field).toHaveValue(/\[checkpiont\]/);
  await expect(tab).toHaveText(/Problems 1/);
  await expectAccessible(page);

  await problems(page)
    .getByRole("button", { name: /Rename to checkpoint/ })
    .click();
  await expect(field).toHaveValue(/\[checkpoint\]\ninterval = "soon"/);
  await expect(problems(page)).toContainText("ADS021"); // what the misspelt table hid
  await field.focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("F8");
  const selected = () =>
    field.evaluate((element) => {
      const { value, selectionStart, selectionEnd } = element as HTMLTextAreaElement;
      return value.slice(selectionStart, selectionEnd);
    });
  await expect.poll(selected).toBe('"soon"');
  await page.keyboard.type('"5m"');
  await expect(tab).toHaveText(/^Problems$/);
  await expect(page.getByText("Nothing is wrong")).toBeVisible();
});

test("agents know what they can import and call, and what they cannot", async ({ page }) => {
  await open(page, "report-writer", "#agent.ts");
  await code(page).click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type('import { chat } from "aegis:model";\nimport { connect } from "node:net";\n');
  await page.getByRole("tab", { name: /^Problems/ }).click();
  await expect(problems(page)).toContainText("TS2305"); // an agent opens no sockets
  await code(page).click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.type("process.cpu");
  await expect(suggestion(page, /^cpuUsage/)).toBeVisible();
  await page.keyboard.press("Enter");
  await page.keyboard.type('().user.nothing;\nchat({ model: "x" });\n');
  await expect(problems(page)).toContainText("TS2339");
  await expect(problems(page)).toContainText(/TS2769|TS2345/); // messages are needed
  await problems(page)
    .getByRole("button", { name: /TS2339/ })
    .click();
  await expect(page.getByText(/^Line 3, column \d+$/)).toBeVisible();
});
