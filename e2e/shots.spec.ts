/** Pictures of every page, for people to look at; run by `npm run shots` and never by `npm test`. */
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { ROOT } from "../scripts/lib/root.mjs";
import { createWorkspace, openIn, PAGES } from "./support/pages";
import { approveButton, findRecords, runButton, textOf } from "./support/plain-workbench";
import { expectFailure, test } from "./support/test";

const WIDTHS = [1440, 390];
const HEIGHT = 900;
const QUIET_MS = 10_000;
const NOT_FOUND = { name: "/no-such-page", address: async () => "/no-such-page" };

for (const { name, address } of [...PAGES, NOT_FOUND]) {
  for (const theme of ["light", "dark"] as const) {
    for (const width of WIDTHS) {
      test(`${name}, ${theme}, ${width} px`, async ({ page }) => {
        if (name === NOT_FOUND.name) expectFailure(/^HTTP 404: GET/);
        await page.setViewportSize({ width, height: HEIGHT });
        await openIn(page, theme, await address(page));
        // A browser may never tell the end of a request that a worker made: then it is quiet enough after a while.
        await page.waitForLoadState("networkidle", { timeout: QUIET_MS }).catch(() => {});
        await page.screenshot({
          path: join(ROOT, "shots", `${fileOf(name)}-${theme}-${width}.png`),
          fullPage: true,
          animations: "disabled",
        });
      });
    }
  }
}

/** What a workbench can be in, each made by hand as somebody would; the picture is taken of what is on show then. */
const STATES: readonly { readonly name: string; readonly make: (page: Page) => Promise<unknown> }[] = [
  { name: "run-asks", make: (page) => begin(page) },
  { name: "run-over", make: overWithRecord },
  {
    name: "run-of-an-earlier-visit",
    make: async (page) => {
      await runToItsEnd(page);
      await page.reload();
      await page.getByText("Last run: ended, exit 0").waitFor();
      await part(page, "Records");
      await verified(page);
    },
  },
  {
    name: "run-stopped",
    make: async (page) => {
      await begin(page);
      await page.getByRole("button", { name: "Stop" }).click();
      await page.getByText(/^Stopped, exit/).waitFor();
      await part(page, "Records");
      await verified(page);
    },
  },
  {
    name: "run-refused",
    make: async (page) => {
      await typePolicy(page, "spec = 1\n[agent\n");
      await runButton(page).click();
      await page.getByText(/The policy has mistakes/).waitFor();
      await showConsole(page, "Problems");
    },
  },
  {
    name: "run-of-the-hostile-example",
    make: async (page) => {
      await page.goto(`/w/${await createWorkspace(page, "hostile")}`);
      await runButton(page).click();
      await page.getByText(/ of \d+ held/).waitFor();
    },
  },
  {
    name: "files-then",
    make: async (page) => {
      await runToItsEnd(page);
      await showSide(page, "Files then");
      const files = page.getByRole("region", { name: "Files then" });
      await files.getByRole("button", { name: /^out\/report\.md/ }).click();
      await page.getByText(/The content matches the digest/).waitFor();
    },
  },
  {
    name: "permissions",
    make: async (page) => {
      await runToItsEnd(page);
      await showSide(page, "Permissions");
      await page.getByRole("button", { name: /Shrink to what was used/ }).waitFor();
    },
  },
  {
    name: "what-if",
    make: async (page) => {
      await overWithRecord(page);
      await page.getByRole("button", { name: "Allow it in the policy" }).click();
      await showSide(page, "What-if");
      await page.getByText(/would/).first().waitFor();
    },
  },
  {
    name: "replay",
    make: async (page) => {
      await runToItsEnd(page);
      await page.getByRole("button", { name: "Replay" }).click();
      await page.getByText("It came out the same, byte for byte").waitFor();
    },
  },
  {
    name: "bodies",
    make: async (page) => {
      await runToItsEnd(page);
      await page.getByRole("button", { name: "Bodies not kept" }).click();
      await page.getByText("Nothing is kept of this workspace.").waitFor();
    },
  },
  {
    name: "terminal",
    make: async (page) => {
      await showConsole(page, "Terminal");
      const line = page.getByRole("textbox", { name: /^(Terminal input|Command: )/ }).first();
      await line.focus();
      await page.keyboard.type("ls -la && head -3 data/orders.csv\n");
      await page.getByText("month,region").first().waitFor();
    },
  },
  { name: "tests", make: (page) => showConsole(page, "Tests") },
  { name: "nothing-has-run", make: (page) => part(page, "Records") },
  { name: "palette", make: (page) => page.getByRole("button", { name: /^Commands/ }).click() },
  { name: "help", make: (page) => page.getByRole("link", { name: "Help" }).click() },
  {
    name: "second-tab",
    make: async (page) => {
      const first = await page.context().newPage();
      await first.goto(page.url());
      await page.reload(); // the other one writes from here on
      await page.getByText("Open in another tab: this one reads only").waitFor();
    },
  },
];

for (const theme of ["light", "dark", "contrast"] as const) {
  for (const width of WIDTHS) {
    for (const { name, make } of STATES) {
      test(`${name}, ${theme}, ${width} px`, async ({ page }) => {
        await page.setViewportSize({ width, height: HEIGHT });
        await openIn(page, theme, `/w/${await createWorkspace(page)}`);
        await page.getByText("Kept in this browser").waitFor();
        await make(page);
        await page.screenshot({
          path: join(ROOT, "shots", `${name}-${theme}-${width}.png`),
          animations: "disabled",
        });
      });
    }
  }
}

async function begin(page: Page): Promise<void> {
  await runButton(page).click();
  await approveButton(page).waitFor();
}

async function runToItsEnd(page: Page): Promise<void> {
  await begin(page);
  await approveButton(page).click();
  await page.getByText("Ended, exit 0").waitFor();
  await part(page, "Records");
  await verified(page);
}

async function overWithRecord(page: Page): Promise<void> {
  await runToItsEnd(page);
  await findRecords(page, "archive");
  await page.getByRole("row", { name: /fs\.write \/workspace\/archive/ }).click();
  await page.getByRole("button", { name: "Allow it in the policy" }).waitFor();
}

const verified = (page: Page) => page.getByText(/Log verified in this page/).waitFor();

/** A narrow page shows one part of the workbench. */
async function part(page: Page, label: string): Promise<void> {
  const button = page
    .getByRole("navigation", { name: "Parts of the workbench" })
    .getByRole("button", { name: label });
  if (await button.isVisible()) await button.click();
}

async function showSide(page: Page, panel: string): Promise<void> {
  await part(page, "Records");
  await page.getByRole("tab", { name: panel }).click();
}

async function showConsole(page: Page, panel: string): Promise<void> {
  await part(page, "Output");
  await page.getByRole("tab", { name: new RegExp(`^${panel}`) }).click();
}

async function typePolicy(page: Page, text: string): Promise<void> {
  const field = textOf(page, "agent.toml");
  await field.or(page.locator(".monaco-editor[data-uri]")).first().waitFor();
  // A phone has plain text anyway.
  if (!(await field.isVisible()))
    await page
      .getByRole("button", { name: /plain text/i })
      .first()
      .click();
  await textOf(page, "agent.toml").fill(text);
}

function fileOf(name: string): string {
  return name === "/" ? "home" : name.replace(/[^\w]+/g, "-").replace(/^-|-$/g, "");
}
