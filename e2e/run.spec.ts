/** Running an agent in the workbench, as somebody does who came for the first time. */
import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { createWorkspace, THEMES } from "./support/pages";
import {
  approveButton,
  chooseRecord,
  findRecords,
  openPlain,
  records,
  rowsOf,
  runButton,
  runState,
  runToItsEnd,
  textOf,
  toItsEnd,
  verified,
} from "./support/plain-workbench";
import { expect, test } from "./support/test";

const mark = (page: Page, verdict: string) => page.locator(`.line-mark-${verdict}`);

async function open(page: Page, example = "report-writer"): Promise<void> {
  await page.goto(`/w/${await createWorkspace(page, example)}`);
  await expect(page.locator(".monaco-editor[data-uri]").first()).toBeVisible();
}

async function expectAllowed(page: Page): Promise<void> {
  await findRecords(page, "/workspace/archive");
  await expect(
    records(page)
      .getByRole("row", { name: /fs\.write \/workspace\/archive.*allow/ })
      .first(),
  ).toBeVisible();
  await findRecords(page, "");
}

test("one click on the first page runs an example; a denial is on its line; allowed by one more, and run again", async ({
  page,
}) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Run Report writer" }).click();
  const steps = page.getByRole("region", { name: "First steps" });
  await expect(steps.getByRole("listitem")).toHaveCount(5);
  await expect(mark(page, "deny").first()).toBeVisible();
  expect(new URL(page.url()).search).toBe(""); // a reload runs nothing
  await toItsEnd(page);

  // The denial that no rule made: the smallest rule that would have allowed it.
  await chooseRecord(page, "/workspace/archive", /fs\.write \/workspace\/archive/);
  const record = page.getByRole("region", { name: /^Record \d+/ });
  await expect(record.getByText(/filesystem\.write \+ /)).toBeVisible();
  // Who makes a folder puts something in: the next request is not to be the next denial.
  await record.getByRole("checkbox", { name: "It is a folder: with all that is in it" }).check();
  await expect(
    record.getByText(/It also allows, for example, fs\.write \/workspace\/archive\//),
  ).toBeVisible();
  await record.getByRole("button", { name: "Allow it in the policy" }).click();
  const told = page.getByText("The policy was changed; run again to see it");
  await expect(told).toBeVisible();
  await runButton(page).click();
  await expect(told).toBeHidden({ timeout: 4_000 }); // sooner than it leaves by itself
  await toItsEnd(page);
  await expect(page.getByRole("log", { name: "Output" })).toContainText("done     keep a copy in archive");
  await expectAllowed(page);
  await expect(page.getByRole("region", { name: "First steps: all done" })).toBeVisible();
  await page.reload(); // done once is done
  await expect(page.getByRole("region", { name: "First steps: all done" })).toBeVisible();
  await page.getByRole("button", { name: "Close the first steps" }).click();

  await page.reload();
  const files = page.getByRole("treegrid", { name: "Files" });
  await expect(files.getByRole("row", { name: /report\.md/ }).first()).toBeVisible();
  await expect(files.getByRole("row", { name: "agent.toml, changed" })).toBeVisible();
  await expect(steps).toBeHidden(); // closed once is closed
  await expect(runState(page)).toHaveText("Last run: ended, exit 0");
  await expectAllowed(page);
  await expect(mark(page, "allow").first()).toBeVisible();
  await expect(verified(page)).toBeVisible();
});

test("a record leads to its line, and a line to its records", async ({ page }) => {
  await open(page);
  await runToItsEnd(page);
  await chooseRecord(page, ".env", /\.env.*deny/);
  const record = page.getByRole("region", { name: /^Record \d+/ });
  await expect(record.getByText("filesystem.deny[0], line 16")).toBeVisible();
  await record.getByRole("button", { name: "Go to line 16" }).click();
  await expect(page).toHaveURL(/#agent\.toml:16:1/);
  await mark(page, "deny").first().click();
  await expect(records(page)).toHaveAttribute("aria-rowcount", "1");
  await page.getByRole("button", { name: /^Line 16 only/ }).click();
  await page.getByRole("button", { name: /^deny:? ?\d/ }).click();
  await expect(records(page)).toHaveAttribute("aria-rowcount", "2");
});

test("a run is made again out of its recording, and what an edit would have changed is told", async ({
  page,
}) => {
  await open(page);
  await runToItsEnd(page);
  const replay = page.getByRole("region", { name: "Replay" });
  await replay.getByRole("button", { name: "Replay" }).click();
  await expect(replay).toContainText("It came out the same, byte for byte");
  await replay.getByRole("button", { name: "Replay" }).click();
  await expect(replay).toContainText(
    /\d+ records came out byte for byte as recorded; the agent ended with 0\./,
  );
});

test("by the keyboard alone: run, answer, look through the records", async ({ page }) => {
  await open(page);
  await page.locator(".monaco-editor .view-lines").first().click();
  await page.keyboard.press("Control+Enter");
  await expect(approveButton(page)).toBeVisible();
  await approveButton(page).focus();
  await page.keyboard.press("Enter");
  await expect(runState(page)).toHaveText("Ended, exit 0");
  await records(page).focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("region", { name: "Record 1" })).toBeVisible();
  await page.keyboard.press("End");
  await expect(page.getByRole("region", { name: /^Record \d+/ })).toContainText("session.close");
});

test("stop ends an agent at once, and its log is closed and verified", async ({ page }) => {
  await open(page);
  await page.goto(`${page.url().replace(/#.*/, "")}#agent.ts`);
  await page
    .getByRole("button", { name: /plain text/i })
    .first()
    .click();
  await textOf(page, "agent.ts").fill("for (;;) {}");
  await runButton(page).click();
  await expect(runState(page)).toHaveText("Running");
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(runState(page)).toHaveText(/^Stopped, exit/);
  await expect(page.getByText(/Log verified in this page/)).toBeVisible();
});

test("the hostile example reads nothing and reaches nobody, and its attempts are records", async ({
  page,
}) => {
  await open(page, "hostile");
  await runButton(page).click();
  await expect(runState(page)).toHaveText(/exit 0|Ended/);
  const output = page.getByRole("log", { name: "Output" });
  await expect(output).toContainText(/(\d+) of \1 held/);
  await expect(output).not.toContainText("THROUGH");
  await expect(mark(page, "deny").first()).toBeVisible();
});

test("a model that a ticket talks into something gets nothing by it, and does its work", async ({ page }) => {
  await open(page, "help-desk");
  await runToItsEnd(page);
  const output = page.getByRole("log", { name: "Output" });
  await expect(output).toContainText('refused  mail.send {"to":"mallory@outside.example"');
  await expect(output).toContainText('done     mail.send {"to":"dana@customers.example"');
  await page.getByRole("button", { name: /^deny:? ?\d/ }).click();
  await expect(records(page).getByRole("row", { name: /tool\.call refund\.pay.*deny/ })).toBeVisible();
});

test("a policy with mistakes runs nothing, says where, and leaves the last run on show", async ({ page }) => {
  await openPlain(page);
  await runToItsEnd(page);
  const count = await rowsOf(page);
  await textOf(page, "agent.toml").fill('[agent]\nname = "x"\nnmae = 1\n');
  await runButton(page).click();
  await expect(runState(page)).toHaveText(/mistakes, so nothing is run\. Line 3/);
  await expect(verified(page)).toBeVisible();
  expect(await rowsOf(page)).toBe(count);
});

test("a run that is over has no accessibility faults in any theme", async ({ page }) => {
  await open(page);
  await runToItsEnd(page);
  for (const theme of THEMES) {
    await page
      .context()
      .addCookies([{ name: "theme", value: theme, url: process.env.AEGIS_E2E_URL as string }]);
    await page.reload();
    await chooseRecord(page, "/workspace/archive", /fs\.write \/workspace\/archive/);
    await expectAccessible(page);
  }
});
