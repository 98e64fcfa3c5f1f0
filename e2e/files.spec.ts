/** What is done to the files of a workspace: by keyboard, menu and pointer, from outside, and where they are kept. */
import type { Page } from "@playwright/test";
import { zipSync } from "fflate";
import { expectAccessible } from "./support/axe";
import { crash } from "./support/crash";
import { createWorkspace } from "./support/pages";
import { choosePlainText, openPlain, textOf } from "./support/plain-workbench";
import { expect, test } from "./support/test";

const tree = (page: Page) => page.getByRole("treegrid", { name: "Files" });
const file = (page: Page, name: string) => tree(page).getByRole("row", { name, exact: true });
const kept = (page: Page) => page.getByText("Kept in this browser");
const undo = (page: Page) => page.getByRole("button", { name: "Undo" });

/** In plain text: the code editor is tried elsewhere, and takes longer to come. */
async function open(page: Page): Promise<string> {
  const id = await openPlain(page);
  await expect(textOf(page, "agent.toml")).toBeVisible();
  await expect(kept(page)).toBeVisible();
  return id;
}

async function choose(page: Page, command: string): Promise<void> {
  await page.getByRole("button", { name: "More for all files" }).click();
  await page.getByRole("menuitem", { name: command }).click();
}

async function bring(page: Page, command: string, files: { name: string; content: string | Buffer }[]) {
  const chooser = page.waitForEvent("filechooser");
  await choose(page, command);
  await (await chooser).setFiles(
    files.map(({ name, content }) => ({
      name,
      mimeType: "application/octet-stream",
      buffer: Buffer.from(content),
    })),
  );
}

test("by the keyboard: renamed, moved, deleted, undone, and all of it is there after a reload", async ({
  page,
}) => {
  await open(page);
  await file(page, "agent.ts").focus();
  await page.keyboard.press("F2");
  const field = page.getByRole("textbox", { name: "New name of agent.ts" });
  await expect(field).toBeFocused();
  await field.fill("agent.toml");
  await page.keyboard.press("Enter");
  await expect(page.getByText("There is a file of that name.")).toBeVisible();
  await field.fill("main.ts");
  await page.keyboard.press("Enter");
  await expect(file(page, "main.ts, changed")).toBeFocused();
  await expect(file(page, "agent.ts")).toBeHidden();

  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitem", { name: "New folder here" }).press("Enter");
  await page.getByRole("textbox", { name: "Path of the folder" }).fill("lib");
  await page.keyboard.press("Enter");
  await expect(file(page, "lib")).toBeVisible();

  await file(page, "main.ts, changed").focus();
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitem", { name: "Move to…" }).press("Enter");
  await page.getByRole("combobox", { name: "Move main.ts to" }).selectOption("lib");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Move", exact: true }).click();
  await expect(file(page, "main.ts, changed")).toHaveAttribute("aria-level", "2");

  await file(page, "lib").focus();
  await page.keyboard.press("Delete");
  await expect(page.getByText("lib deleted with 1 file")).toBeVisible();
  await expect(file(page, "main.ts, changed")).toBeHidden();
  await undo(page).click();
  await expect(file(page, "main.ts, changed")).toBeVisible();

  await file(page, "orders.csv").focus();
  await page.keyboard.press("Delete"); // of the example: it is gone all the same
  await expect(file(page, "orders.csv")).toBeHidden();
  await expect(kept(page)).toBeVisible();
  await page.reload();
  await expect(file(page, "main.ts, changed")).toBeVisible();
  await expect(file(page, "orders.csv")).toBeHidden();
  await choose(page, "Restore");
  await expect(file(page, "orders.csv")).toBeVisible();
});

test("from outside: files, a zip with hostile names, a drag onto a folder; and out again as a zip", async ({
  page,
}) => {
  await open(page);
  await bring(page, "Upload files…", [
    { name: "notes.md", content: "# Notes" },
    { name: "logo.png", content: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]) },
  ]);
  await expect(page.getByText("1 file added, 1 file left out")).toBeVisible();
  await expect(page.getByText("logo.png: it is not text (7 bytes).")).toBeVisible();
  const zip = zipSync({
    "in/deep/a.csv": Buffer.from("a,b\n"),
    "../escape.ts": Buffer.from("x"),
    "/etc/passwd": Buffer.from("x"),
  });
  await bring(page, "Import a zip…", [{ name: "data.zip", content: Buffer.from(zip) }]);
  await expect(page.getByText("1 file added, 2 files left out")).toBeVisible();
  await expect(file(page, "a.csv, changed")).toHaveAttribute("aria-level", "3");
  await bring(page, "Import a zip…", [
    { name: "not.zip", content: "no zip at all, and long enough to be read" },
  ]);
  await expect(page.getByText("The zip was not imported")).toBeVisible();

  await file(page, "notes.md, changed").dragTo(file(page, "deep"));
  await expect(file(page, "notes.md, changed")).toHaveAttribute("aria-level", "3");
  const download = page.waitForEvent("download");
  await choose(page, "Download all as a zip");
  expect((await download).suggestedFilename()).toBe("workspace.zip");
});

test("a disk that is full is told, nothing is half kept, and what frees room helps", async ({
  page,
  context,
  baseURL,
}) => {
  const { origin } = new URL(baseURL ?? "");
  const cdp = await context.newCDPSession(page);
  // Before the first visit: a browser does not ask anew for every write how much room there is.
  await cdp.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 600_000 });
  await open(page);
  await textOf(page, "agent.toml").fill("# kept before\n");
  await expect(file(page, "agent.toml, changed")).toBeVisible();
  await expect(kept(page)).toBeVisible();
  const large = "x".repeat(500_000);
  await bring(page, "Upload files…", [
    { name: "one.txt", content: large },
    { name: "two.txt", content: large },
  ]);
  await expect(page.getByText(/Not kept: this browser's storage is full/)).toBeVisible();
  await page.reload();
  await expect(textOf(page, "agent.toml")).toHaveValue("# kept before\n");
  await expect(file(page, "one.txt, changed")).toBeHidden();
  await expect(file(page, "two.txt, changed")).toBeHidden();
  await cdp.send("Storage.overrideQuotaForOrigin", { origin });
  await textOf(page, "agent.toml").fill("# kept after\n");
  await expect(kept(page)).toBeVisible();
  await page.reload();
  await expect(textOf(page, "agent.toml")).toHaveValue("# kept after\n");
});

test("what browsers kept before, in one text, is brought along; a crash loses nothing that was typed", async ({
  page,
  context,
}) => {
  const id = await createWorkspace(page);
  await page.addInitScript(choosePlainText);
  await page.addInitScript((key) => {
    if (window !== window.top) return;
    const first = { version: 1, drafts: { "own.md": "from before" }, open: ["own.md"], active: "own.md" };
    if (sessionStorage.getItem("given") === null) localStorage.setItem(key, JSON.stringify(first));
    sessionStorage.setItem("given", "yes");
  }, `aegis.workspace.${id}`);
  await page.goto(`/w/${id}`);
  await expect(textOf(page, "own.md")).toHaveValue("from before");
  expect(await page.evaluate((key) => localStorage.getItem(key), `aegis.workspace.${id}`)).toBeNull();
  await textOf(page, "own.md").fill("typed last");
  await expect(kept(page)).toBeVisible();
  const next = await context.newPage();
  await crash(context, page);
  await next.addInitScript(choosePlainText);
  await next.goto(`/w/${id}`);
  await expect(textOf(next, "own.md")).toHaveValue("typed last");
});

test("on the server too, when asked: another browser has the same; what both changed is kept twice", async ({
  page,
  context,
  browser,
  baseURL,
}) => {
  test.setTimeout(120_000); // two pages, and each waits for the other
  const id = await open(page);
  const inStep = (of: Page) =>
    of.getByRole("region", { name: "Files", exact: true }).getByText("On the server too", { exact: true });
  await textOf(page, "agent.toml").fill("# from the first\n");
  await page.getByRole("checkbox", { name: "Keep on the server too" }).click();
  await expect(inStep(page)).toBeVisible();

  const other = await browser.newContext({
    baseURL: baseURL ?? "",
    storageState: await context.storageState(),
  });
  const second = await other.newPage();
  await second.goto(`/w/${id}`);
  await second.getByRole("checkbox", { name: "Keep on the server too" }).click();
  await expect(textOf(second, "agent.toml")).toHaveValue("# from the first\n");

  // A name in the two spellings that systems have for it is one name; and whoever looks on sees it come.
  await bring(page, "Upload files…", [{ name: "U\u0308bersicht 三月.md", content: "# März" }]);
  await expect(tree(second).getByRole("row", { name: /^Übersicht 三月\.md/ })).toBeVisible();
  await file(page, "agent.toml, changed").click(); // what was brought is in front
  await expect(inStep(page)).toBeVisible();

  await other.setOffline(true);
  await textOf(second, "agent.toml").fill("# from the second, offline\n");
  await expect(second.getByText("Offline: 1 file not yet on the server").first()).toBeVisible();
  await textOf(page, "agent.toml").fill("# from the first, meanwhile\n");
  await expect(page.getByText("1 file not yet on the server").first()).toBeVisible();
  await expect(inStep(page)).toBeVisible();
  await other.setOffline(false);
  await expect(second.getByText("agent.toml was changed here and elsewhere: both are kept")).toBeVisible();
  await expect(textOf(second, "agent.toml")).toHaveValue("# from the second, offline\n");
  await second
    .getByRole("treegrid", { name: "Files" })
    .getByRole("row", { name: /^agent\.theirs-/ })
    .click();
  await expect(second.getByRole("textbox", { name: /^agent\.theirs-/ })).toHaveValue(
    "# from the first, meanwhile\n",
  );
  await expect(inStep(second)).toBeVisible();
  await other.close();

  await file(page, "agent.toml, changed").focus();
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitem", { name: "Versions on the server…" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Versions of agent.toml on the server" });
  await dialog.getByRole("button", { name: "Show" }).last().click();
  await expect(dialog.getByText("# from the first", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Restore version 1" }).click();
  await expect(textOf(page, "agent.toml")).toHaveValue("# from the first\n");
});
