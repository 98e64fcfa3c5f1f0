/** A run that goes on from a moment of another one: with its memory and files, under the policy of now, in a log of its own. */
import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { openPlain, runButton, runState, textOf } from "./support/plain-workbench";
import { expect, test } from "./support/test";

const POLICY = `spec = 1

[agent]
name = "tested"
entry = "agent.ts"

[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/**"]

[checkpoint]
before_high_risk = true
`;
const AGENT = `import { readFileSync, rmSync, writeFileSync } from "node:fs";
const drawn = Math.random();
writeFileSync("out.txt", "written once");
console.log("first " + drawn);
writeFileSync("gone.txt", "to be deleted");
await new Promise((done) => setTimeout(done, 5));
rmSync("gone.txt");
writeFileSync("late.txt", readFileSync("out.txt", "utf8"));
console.log("last " + drawn);
`;

const output = (page: Page) => page.getByRole("tabpanel", { name: "Output" });
const timeline = (page: Page) => page.getByRole("tabpanel", { name: "Timeline" });
const before = (page: Page) => page.getByRole("region", { name: "The run before" });
const goOn = (page: Page) => page.getByRole("region", { name: "Go on", exact: true });

async function ended(page: Page): Promise<void> {
  await expect(runState(page)).toHaveText("Ended, exit 0");
  await expect(
    timeline(page)
      .getByText(/verified|The log is whole|records/i)
      .first(),
  ).toBeVisible();
}

test("a run goes on from a checkpoint, live and in a log of its own, and not under a policy that would not have let it come there", async ({
  page,
}) => {
  await openPlain(page, { "agent.toml": POLICY, "agent.ts": AGENT });
  await runButton(page).click();
  await ended(page);
  const [, drawn] = /first (0\.\d+)/.exec((await output(page).textContent()) ?? "") ?? [];
  expect(drawn).toBeDefined();

  await page.getByRole("tab", { name: "Files then" }).click();
  const checkpoints = page.getByRole("region", { name: "Checkpoints" });
  await expect(checkpoints.getByRole("listitem")).toHaveCount(2);
  await expect(checkpoints).toContainText("before an action of high risk (fs.delete)");
  await checkpoints
    .getByRole("button", { name: /^Files as they were/ })
    .last()
    .click();
  await expect(page.getByRole("region", { name: "Files then" })).toContainText("gone.txt");
  await expectAccessible(page);
  await checkpoints
    .getByRole("button", { name: /^Go on from here: the checkpoint/ })
    .last()
    .focus();
  await page.keyboard.press("Enter");

  // What was done before is not done again, nor written again; the rest is, by the same memory.
  await expect(before(page)).toContainText(/This run goes on from record \d+ of session [0-9a-f-]{36}/);
  await ended(page);
  await expect(output(page)).toContainText(`last ${drawn}`);
  await expect(output(page)).not.toContainText("first");
  await expect(timeline(page)).toContainText("snapshot.restore");
  await expect(timeline(page)).toContainText("/workspace/late.txt");
  await expectAccessible(page);

  await before(page).getByRole("button", { name: "Show the run before" }).click();
  await expect(output(page)).toContainText(`first ${drawn}`);
  await expect(before(page)).toContainText("A later run went on from this one.");

  await page.goto(`${page.url().split("#")[0]}#agent.toml`);
  await textOf(page, "agent.toml").fill(
    POLICY.replace("[checkpoint]", 'deny = ["**/out.txt"]\n\n[checkpoint]'),
  );
  await page.getByRole("tab", { name: "Files then" }).click();
  await page.getByRole("slider", { name: "Record" }).focus();
  await page.keyboard.press("End");
  await goOn(page).getByRole("button", { name: "Go on from here" }).click();
  await expect(goOn(page).getByRole("status")).toContainText(/Nothing went on from record \d+/);
  await expect(goOn(page)).toContainText(/At record \d+ the run wrote \/workspace\/out\.txt; agent\.ts:3\./);
  await expect(goOn(page)).toContainText(/now: +denied by filesystem\.deny\[0\], line \d+/);
  await expectAccessible(page);
});
