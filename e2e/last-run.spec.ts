/** The last run of a workspace, after its page was loaded anew. */
import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import {
  choosePlainText,
  chooseRecord,
  openPlain,
  rowsOf,
  runButton,
  runState,
  runToItsEnd,
  textOf,
  verified,
} from "./support/plain-workbench";
import { expect, test } from "./support/test";

const replay = (page: Page) => page.getByRole("region", { name: "Replay" });
const output = (page: Page) => page.getByRole("log", { name: "Output" });
const panel = (page: Page, name: string) => page.getByRole("tab", { name });
const denials = (page: Page) => page.getByRole("button", { name: /^deny:? ?\d/ });

async function keepBodies(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Bodies not kept" }).click();
  await page.getByRole("checkbox", { name: /^Keep bodies/ }).check();
  await page.keyboard.press("Escape");
}

test("in another tab what its log says is there again: records, verified, and what another policy would change", async ({
  page: first,
  context,
}) => {
  const id = await openPlain(first);
  await runToItsEnd(first);
  const rows = await rowsOf(first);
  const denied = await denials(first).textContent();
  await first.close();

  const page = await context.newPage();
  await page.addInitScript(choosePlainText);
  await page.goto(`/w/${id}`);
  await expect(runState(page)).toHaveText("Last run: ended, exit 0");
  await expect(verified(page)).toBeVisible();
  expect(await rowsOf(page)).toBe(rows);
  await expect(denials(page)).toHaveText(denied ?? "");
  await expect(replay(page)).toContainText("its recording is not kept");
  await expect(page.getByText("The output is not kept")).toBeVisible();
  await expectAccessible(page);

  // Lines are lines of the policy that it ran under, and its requests are decided under the one of now.
  await chooseRecord(page, "/workspace/archive", /fs\.write \/workspace\/archive/);
  const record = page.getByRole("region", { name: /^Record \d+/ });
  await record.getByRole("button", { name: "Allow it in the policy" }).click();
  await panel(page, "What-if").click();
  await expect(page.getByRole("tabpanel", { name: /What-if/ })).toContainText(/1 .*would/);

  await panel(page, "Files then").click();
  await expect(page.getByText("The files of then are not kept")).toBeVisible();
  await expect(page.getByText("There is no recording of this run to go on from.")).toBeVisible();

  await panel(page, "Timeline").click();
  await runToItsEnd(page);
  await expect(replay(page).getByRole("button", { name: "Replay" })).toBeVisible();
});

test("all of it is there again in its tab: output, files then, replay, and going on", async ({ page }) => {
  await openPlain(page);
  await runToItsEnd(page);
  const printed = await output(page).textContent();

  await page.reload();
  await expect(runState(page)).toHaveText("Last run: ended, exit 0");
  await expect(output(page)).toHaveText(printed ?? "");
  await replay(page).getByRole("button", { name: "Replay" }).click();
  await expect(replay(page)).toContainText("It came out the same, byte for byte");
  await panel(page, "Files then").click();
  const files = page.getByRole("region", { name: "Files then" });
  await files.getByRole("button", { name: /^out\/report\.md/ }).click();
  await expect(page.getByText(/The content matches the digest in record \d+/)).toBeVisible();
  // Going on needs the memory that the recording makes again.
  await page.getByRole("button", { name: "Go on from here" }).click();
  await page.getByRole("button", { name: /^Go on from record \d+/ }).click();
  await expect(page.getByRole("region", { name: "The run before" })).toContainText(
    /goes on from record \d+ of session/,
  );
  await expect(runState(page)).toHaveText("Ended, exit 0");

  // It is the last run now, and is not recorded.
  await page.reload();
  await expect(runState(page)).toHaveText("Last run: ended, exit 0");
  await expect(page.getByRole("region", { name: "The run before" })).toContainText(
    /goes on from record \d+ of session/,
  );
  await expect(replay(page)).toBeHidden();
  await expect(page.getByText("The output is not kept")).toBeHidden();
});

test("all of it is there again in another tab where bodies are kept, until they are erased", async ({
  page: first,
  context,
}) => {
  const id = await openPlain(first);
  await keepBodies(first);
  await runToItsEnd(first);
  const printed = await output(first).textContent();
  await first.close();

  const page = await context.newPage();
  await page.goto(`/w/${id}`);
  await expect(output(page)).toHaveText(printed ?? "");
  await replay(page).getByRole("button", { name: "Replay" }).click();
  await expect(replay(page)).toContainText("It came out the same, byte for byte");
  await page.getByRole("button", { name: "Bodies kept here" }).click();
  await expect(page.getByRole("dialog")).toContainText("The last run is kept whole.");
  await page.getByRole("button", { name: "Erase all kept bodies" }).click();
  await expect(page.getByRole("dialog")).toContainText("Nothing is kept of this workspace.");
  await page.reload();
  await expect(runState(page)).toHaveText("Last run: ended, exit 0");
  await expect(page.getByText("The output is not kept")).toBeVisible();
});

test("a second tab shows it, and what the first one ran after that when it takes over", async ({
  page,
  context,
}) => {
  const id = await openPlain(page);
  await runToItsEnd(page);
  const rows = await rowsOf(page);
  const second = await context.newPage();
  await second.goto(`/w/${id}`);
  await expect(runState(second)).toHaveText("Last run: ended, exit 0");
  await expect(runButton(second)).toBeDisabled();
  expect(await rowsOf(second)).toBe(rows);

  await page.bringToFront();
  await page.goto(`/w/${id}#agent.ts`);
  await textOf(page, "agent.ts").fill("console.log('short')");
  await runButton(page).click();
  await expect(verified(page)).toBeVisible();
  await expect.poll(() => rowsOf(page)).toBeLessThan(rows);
  const fewer = await rowsOf(page);
  await page.close();
  await expect(runButton(second)).toBeEnabled();
  await expect.poll(() => rowsOf(second)).toBe(fewer);
});
