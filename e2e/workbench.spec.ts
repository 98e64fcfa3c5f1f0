/** The workbench: files, both editors, what survives, and what belongs to somebody else. */
import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { createWorkspace } from "./support/pages";
import { expect, expectFailure, test } from "./support/test";

const editor = (page: Page) => page.locator(".monaco-editor[data-uri]").first();
const code = (page: Page) => page.locator(".monaco-editor .view-lines").first();
const file = (page: Page, name: string) =>
  page.getByRole("treegrid", { name: "Files" }).getByRole("row", { name });
const kept = (page: Page) => page.getByText("Kept in this browser");

async function open(page: Page, example = "report-writer", hash = ""): Promise<string> {
  const id = await createWorkspace(page, example);
  await page.goto(`/w/${id}${hash}`);
  await expect(editor(page)).toBeVisible();
  await expect(kept(page)).toBeVisible();
  return id;
}

/** Types at the very start of the file on show. */
async function typeAtStart(page: Page, text: string): Promise<void> {
  await code(page).click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type(text);
}

const colourOf = (page: Page, text: string) =>
  code(page)
    .locator("span span", { hasText: text })
    .first()
    .evaluate((element) => getComputedStyle(element).color);

test.describe("editing", () => {
  test("an edit survives a reload, and can be taken back", async ({ page }) => {
    await open(page);
    await typeAtStart(page, "# mine\n");
    await expect(file(page, "agent.toml, changed")).toBeVisible();
    await page.reload(); // at once: what was typed last must not be lost
    await expect(code(page)).toContainText("# mine");
    await page.getByRole("button", { name: "Revert to the example" }).click();
    await expect(code(page)).not.toContainText("# mine");
    await expect(file(page, "agent.toml, changed")).toBeHidden();
    await expect(page.getByRole("button", { name: "Revert to the example" })).toBeHidden();
  });

  test("TOML has colours, of the theme, and follows it", async ({ page }) => {
    // Where colours change slowly or at once, they are read as they will be.
    await page.emulateMedia({ reducedMotion: "reduce" });
    await open(page);
    await expect(editor(page)).toHaveCSS("background-color", "rgb(253, 253, 251)");
    await expect(code(page)).toContainText("[capabilities.filesystem]");
    const colours = () =>
      Promise.all(["agent", "name", '"report-writer"'].map((text) => colourOf(page, text)));
    await expect.poll(async () => new Set(await colours()).size).toBe(3); // it is text first, and has colours then
    const text = await colourOf(page, '"report-writer"');
    await page.keyboard.press("Control+k");
    await page.getByRole("menuitem", { name: "Theme: dark" }).click();
    await expect.poll(() => colourOf(page, '"report-writer"')).not.toBe(text);
    await expect(editor(page)).toHaveCSS("background-color", "rgb(13, 16, 20)");
  });

  test("TypeScript is checked against what agents really have", async ({ page }) => {
    await open(page, "hostile", "#agent.ts");
    const problems = page.getByRole("button", { name: /problem/ });
    await typeAtStart(page, "const wrong: number = document.title;\n");
    await expect(problems).toHaveText(/1 problem/); // an agent has no document
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("Shift+End");
    await page.keyboard.press("Delete");
    await expect(problems).toBeHidden();
    await typeAtStart(page, "const wrong: number = 'text';");
    await expect(problems).toHaveText(/1 problem/);
  });

  test("a policy is read as it is typed: a mistake is marked, and mended by a choice", async ({ page }) => {
    await open(page);
    const problems = page.getByRole("button", { name: /problem/ });
    await expect(problems).toBeHidden();
    await code(page).click();
    await page.keyboard.press("Control+Home");
    for (let i = 0; i < 6; i++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Home");
    await page.keyboard.press("Delete"); // "description" without its first letter
    await expect(problems).toHaveText(/1 problem/);
    await page.keyboard.press("Control+.");
    await page
      .getByRole("option", { name: /description/ })
      .first()
      .click();
    await expect(problems).toBeHidden();
  });

  test("the example agents have no problems", async ({ page }) => {
    test.setTimeout(180_000);
    for (const example of ["report-writer", "web-fetcher", "help-desk", "hostile"]) {
      await open(page, example, "#agent.ts");
      await typeAtStart(page, "const wrong: number = '';");
      const problems = page.getByRole("button", { name: /problem/ });
      await expect(problems).toHaveText(/^1 problem$/); // the worker has looked, and found ours
      await page.getByRole("button", { name: "Revert to the example" }).click();
      await expect(problems).toBeHidden();
    }
  });

  test("plain text edits the same files, lets Tab go on, and is remembered", async ({ page }) => {
    await open(page);
    await page.getByRole("button", { name: "Plain text" }).click();
    const field = page.getByRole("textbox", { name: "agent.toml, plain text" });
    await field.focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("# plain\n");
    await expect(page.getByText("Line 2, column 1")).toBeVisible();
    await page.keyboard.press("Tab");
    await expect(field).not.toBeFocused();
    await expectAccessible(page);
    await page.reload();
    await expect(field).toHaveValue(/^# plain\n/);
    await page.getByRole("button", { name: "Plain text" }).click();
    await expect(code(page)).toContainText("# plain");
  });

  test("a phone gets plain text, in one column", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const id = await createWorkspace(page);
    await page.goto(`/w/${id}`);
    await expect(page.getByRole("textbox", { name: "agent.toml, plain text" })).toBeVisible();
    await expect(editor(page)).toBeHidden();
    await page.getByRole("button", { name: "Files", exact: true }).click();
    await file(page, "agent.ts").click();
    await expect(page.getByRole("textbox", { name: "agent.ts, plain text" })).toBeVisible();
    await expect(page.getByRole("treegrid", { name: "Files" })).toBeHidden();
    await expectAccessible(page);
    for (const [part, shows] of [
      ["Records", "Timeline"],
      ["Output", "Output"],
    ] as const) {
      await page.getByRole("button", { name: part, exact: true }).click();
      await expect(page.getByRole("tab", { name: shows })).toBeVisible();
      await expectAccessible(page);
    }
  });
});

test.describe("files", () => {
  test("are opened, shown and closed by keyboard alone", async ({ page }) => {
    await open(page);
    await file(page, "agent.toml").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const openFiles = page.getByRole("grid", { name: "Open files" });
    await expect(openFiles.getByRole("row", { name: "agent.ts" })).toHaveAttribute("aria-selected", "true");
    await expect(page).toHaveURL(/#agent\.ts/);

    await openFiles.getByRole("row", { name: "agent.ts" }).focus();
    await page.keyboard.press("Delete");
    await expect(openFiles.getByRole("row", { name: "agent.ts" })).toBeHidden();
    await expect(openFiles.getByRole("row", { name: "agent.toml" })).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Delete");
    await expect(page.getByText("No file is open")).toBeVisible();
    await expectAccessible(page);
  });

  test("folders close and open", async ({ page }) => {
    await open(page, "hostile");
    await file(page, "attempts").focus();
    await page.keyboard.press("ArrowLeft");
    await expect(file(page, "runtime.ts")).toBeHidden();
    await page.keyboard.press("ArrowRight");
    await expect(file(page, "runtime.ts")).toBeVisible();
  });

  test("are made and deleted; a name that cannot be is explained", async ({ page }) => {
    await open(page);
    await page.getByRole("button", { name: "New file" }).click();
    const name = page.getByRole("textbox", { name: "Path in the workspace" });
    await expect(name).toBeFocused();
    await name.fill("../escape.ts");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert").filter({ hasText: "part of a path" })).toBeVisible();
    await expectAccessible(page);
    await name.fill("lib/notes.md");
    await page.keyboard.press("Enter");
    await expect(file(page, "notes.md")).toBeVisible();
    await expect(code(page)).toHaveText(""); // it is the one that is typed into
    await typeAtStart(page, "# Notes");
    await page.reload();
    await expect(code(page)).toContainText("# Notes");
    await page.getByRole("button", { name: "Delete this file" }).click();
    await expect(file(page, "notes.md")).toBeHidden();
  });

  test("give way to the editor by pointer and by keyboard", async ({ page }) => {
    await open(page);
    const divider = page.getByRole("separator", { name: "Width of the files" });
    const before = Number(await divider.getAttribute("aria-valuenow"));
    await divider.focus();
    await page.keyboard.press("ArrowRight");
    await expect(divider).toHaveAttribute("aria-valuenow", String(before + 16));
    const box = await divider.boundingBox();
    if (box === null) throw new Error("the divider is not on screen");
    await page.mouse.move(box.x + box.width / 2, box.y + 200);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 60, box.y + 200);
    await page.mouse.up();
    await expect(divider).toHaveAttribute("aria-valuenow", String(before + 76));
    await page.reload();
    await expect(divider).toHaveAttribute("aria-valuenow", String(before + 76));
  });
});

test.describe("places", () => {
  test("a link opens its file and selects its lines; moving rewrites it; Back takes a file back", async ({
    page,
  }) => {
    await open(page, "hostile", "#attempts/files.ts:3:1-4:1");
    await expect(code(page)).toContainText("/etc/passwd");
    await expect(page.getByText("Line 4, column 1")).toBeVisible();
    await expect(page).toHaveURL(/#attempts\/files\.ts:3:1-4:1$/);
    await code(page).click();
    await page.keyboard.press("Control+Home");
    await expect(page).toHaveURL(/#attempts\/files\.ts:1:1$/);
    await file(page, "README.md").click();
    await expect(page).toHaveURL(/#README\.md/);
    await page.goBack();
    await expect(page).toHaveURL(/#attempts\/files\.ts/);
    await expect(code(page)).toContainText("/etc/passwd");
  });
});

test("an old link, to a file that is gone, leads to the workspace", async ({ page }) => {
  await open(page, "report-writer", "#gone.ts:3:1");
  await expect(code(page)).toContainText("[capabilities.filesystem]");
  await code(page).click();
  await page.keyboard.press("Control+Home");
  await expect(page).toHaveURL(/#agent\.toml:1:1$/);
});

test.describe("keys", () => {
  test("save and copy a link, show and hide the files", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const id = await open(page, "report-writer", "#agent.ts:1:3");
    await page.keyboard.press("Control+s");
    await expect(page.getByText("Saved in this browser, link copied")).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`/w/${id}#agent.ts:1:3`);
    await page.keyboard.press("Control+b");
    await expect(page.getByRole("treegrid", { name: "Files" })).toBeHidden();
    await page.keyboard.press("Control+b");
    await expect(page.getByRole("treegrid", { name: "Files" })).toBeVisible();
  });

  test("F8 leads to the next problem, from the editor and from outside it", async ({ page }) => {
    await open(page, "report-writer", "#agent.ts");
    await typeAtStart(page, "\n\nconst wrong: number = '';\n");
    await expect(page.getByRole("button", { name: "1 problem" })).toBeVisible();
    await page.keyboard.press("Control+End");
    await file(page, "agent.ts").focus();
    await page.keyboard.press("F8");
    await expect(page.getByText(/Line 3, column/)).toBeVisible();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+End");
    await page.keyboard.press("F8");
    await expect(page.getByText(/Line 3, column/)).toBeVisible();
  });

  test("Ctrl+M lets Tab out of the code editor, and the page says which holds", async ({ page }) => {
    await open(page);
    await code(page).click();
    await expect(page.getByRole("status").filter({ hasText: "Tab indents" })).toBeVisible();
    await page.keyboard.press("Control+m");
    await expect(page.getByRole("status").filter({ hasText: "Tab moves the focus" })).toBeVisible();
    await page.keyboard.press("Tab");
    await expect(editor(page).locator(":focus")).toHaveCount(0);
  });
});

test.describe("the workspace", () => {
  test("is renamed in place, by keyboard, and keeps its name", async ({ page }) => {
    await open(page);
    await page.getByRole("button", { name: "report-writer, rename" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.type("Quarterly");
    const stored = page.waitForResponse(/workspace\.rename/);
    await page.keyboard.press("Enter");
    const renamed = page.getByRole("button", { name: "Quarterly, rename" });
    await expect(renamed).toBeFocused();
    await expect(page).toHaveTitle(/^Quarterly/);
    await page.keyboard.press("Enter");
    await page.keyboard.type("Something else");
    await page.keyboard.press("Escape");
    await expect(renamed).toBeVisible();
    await stored; // the name is there at once, and a reload would end what is on its way
    await page.reload();
    await expect(renamed).toBeVisible();
  });

  test("takes its old name back when the server refuses, and says why", async ({ page }) => {
    await open(page);
    expectFailure(/HTTP 500: POST .*workspace\.rename/);
    const body = { code: -32603, message: "x", data: { code: "INTERNAL", requestId: "rq_test", docs: "" } };
    await page.route("**/api/trpc/workspace.rename**", (route) =>
      route.fulfill({ status: 500, json: [{ error: body }] }),
    );
    await page.getByRole("button", { name: "report-writer, rename" }).click();
    await page.keyboard.type("Refused");
    await page.keyboard.press("Enter");
    await expect(page.getByText("Not renamed: Something went wrong on the server.")).toBeVisible();
    await expect(page.getByText("INTERNAL rq_test")).toBeVisible();
    await expect(page.getByRole("button", { name: "report-writer, rename" })).toBeVisible();
  });

  test("is written by one tab; another reads, says so, and takes over", async ({ page, context }) => {
    await open(page);
    const second = await context.newPage();
    await second.goto(page.url());
    await expect(second.getByText("Open in another tab: this one reads only")).toBeVisible();
    await typeAtStart(page, "# from the first\n");
    await expect(code(second)).toContainText("# from the first");
    await expect(second.getByRole("button", { name: "New file" })).toBeHidden();
    await page.close();
    await expect(kept(second)).toBeVisible();
    await typeAtStart(second, "# from the second\n");
    await expect(file(second, "agent.toml, changed")).toBeVisible();
  });

  test("of somebody else is not told apart from none", async ({ page, browser, baseURL }) => {
    const id = await createWorkspace(page);
    const stranger = await browser.newContext({ baseURL: baseURL ?? "" });
    const other = await stranger.newPage();
    for (const path of [`/w/${id}`, "/w/ws_00000000000000000000000000", "/w/nonsense"]) {
      const answer = await other.goto(path);
      expect(answer?.status()).toBe(404);
      await expect(
        other.getByRole("heading", { name: "There is nothing here that you may see." }),
      ).toBeVisible();
      await expect(other.getByText("A workspace is seen by its members only.")).toBeVisible();
    }
    await stranger.close();
  });

  test("says when the code editor cannot be loaded, and goes on in plain text", async ({ page }) => {
    const id = await createWorkspace(page);
    expectFailure(/request failed .*\/_next\/static\//);
    await page.route("**/_next/static/chunks/**", async (route) => {
      const response = await route.fetch();
      const isEditor = (await response.text()).includes("editor.action.");
      await (isEditor ? route.abort("failed") : route.fulfill({ response }));
    });
    await page.goto(`/w/${id}`);
    await expect(page.getByText("The code editor could not be loaded")).toBeVisible();
    await expect(page.getByRole("textbox", { name: "agent.toml, plain text" })).toBeVisible();
    await page.unrouteAll({ behavior: "wait" }); // more of the editor may still be on its way
  });
});
