/** A workbench without the code editor, with an agent and a policy of the test's own in it. */
import type { Page } from "@playwright/test";
import { createWorkspace } from "./pages";
import { expect } from "./test";

/** Reads and writes what it likes below the workspace, as often as it likes. */
export const GENEROUS = `spec = 1

[agent]
name = "tested"
entry = "agent.ts"
max_runtime = "30m"

[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/out/**"]

[resources]
max_tool_calls = 2_000_000
`;

/** For `addInitScript`: the code editor would still be loading when a test goes on. Not in frames: those of a sandbox have no storage. */
export function choosePlainText(): void {
  if (window === window.top) localStorage.setItem("aegis.editor", "plain");
}

/**
 * Answers with the workspace, made from the report writer; its files are replaced by those given. A page is loaded only when
 * the scripts have come that it asked for until then: who holds some back waits for its document alone.
 */
export async function openPlain(
  page: Page,
  files: Readonly<Record<string, string>> = {},
  waitUntil: "load" | "domcontentloaded" = "load",
): Promise<string> {
  await page.addInitScript(choosePlainText);
  const id = await createWorkspace(page, "report-writer");
  const texts = Object.entries(files);
  if (texts.length === 0) await page.goto(`/w/${id}`, { waitUntil });
  for (const [path, text] of texts) {
    await page.goto(`/w/${id}#${path}`);
    await textOf(page, path).fill(text);
  }
  return id;
}

/** All that the page fetches after its first screen has come: from here on it needs no network. */
export async function expectWhole(page: Page): Promise<void> {
  await expect(page.locator("html[data-whole]")).toBeAttached({ timeout: 60_000 });
}

export const textOf = (page: Page, path: string) =>
  page.getByRole("textbox", { name: `${path}, plain text` });
export const runButton = (page: Page) => page.getByRole("button", { name: /^Run/ });
export const approveButton = (page: Page) => page.getByRole("button", { name: "Approve this once" });
export const runState = (page: Page) =>
  page.getByRole("region", { name: "Run", exact: true }).getByRole("status");
/** Of the run or the terminal, as its timeline shows them. */
export const records = (page: Page) => page.getByRole("grid", { name: "Records of this run" });
export const rowsOf = async (page: Page) => Number(await records(page).getAttribute("aria-rowcount"));

/** The list draws what is in sight alone: what is looked for is found by its words first. */
export const findRecords = (page: Page, words: string) =>
  page.getByRole("searchbox", { name: "Find in the records" }).fill(words);

/** Shows the first of those, and then all of them again. */
export async function chooseRecord(page: Page, words: string, name: string | RegExp): Promise<void> {
  await findRecords(page, words);
  await records(page).getByRole("row", { name }).first().click();
  await findRecords(page, "");
}

export const verified = (page: Page) => page.getByText(/Log verified in this page: \d+ records/);

/** An agent that runs and asks once, which is answered with yes. */
export async function toItsEnd(page: Page): Promise<void> {
  await approveButton(page).click();
  await expect(runState(page)).toHaveText("Ended, exit 0");
  await expect(verified(page)).toBeVisible();
}

export async function runToItsEnd(page: Page): Promise<void> {
  await runButton(page).click();
  await toItsEnd(page);
}
