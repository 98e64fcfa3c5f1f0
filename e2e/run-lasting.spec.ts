/** Runs in the workbench when the network, the tab, the room or the other tab is not what one would wish. */
import type { Page } from "@playwright/test";
import { crash } from "./support/crash";
import {
  expectWhole,
  GENEROUS,
  openPlain,
  rowsOf,
  runButton,
  runState,
  runToItsEnd,
  textOf,
} from "./support/plain-workbench";
import { ServerSide } from "./support/sync-state";
import { expect, expectFailure, test } from "./support/test";

/** It is tried again by itself, later each time. */
const PATIENT = { timeout: 60_000 };
const sync = (page: Page, text: RegExp | string) => page.getByRole("button", { name: text });

/** Goes on until it is stopped, a record each few milliseconds. */
const WRITES_ON = `import { mkdirSync, writeFileSync } from "node:fs";
mkdirSync("out", { recursive: true });
for (let turn = 0; ; turn++) {
  writeFileSync("out/turn.txt", String(turn));
  console.log("turn", turn);
  await new Promise((resolve) => setTimeout(resolve, 5));
}
`;
/** More than fits where there is hardly any room: records of long names. */
const WRITES_MUCH = `import { mkdirSync, writeFileSync } from "node:fs";
const folder = "out/" + "long/".repeat(700);
mkdirSync(folder, { recursive: true });
for (let turn = 0; turn < 20_000; turn++) writeFileSync(folder + "turn.txt", String(turn));
`;

test("without a network agents run all the same, each time; what waits is counted, and sent when it is back", async ({
  page,
  context,
}) => {
  expectFailure(/request failed .*api\/trpc/);
  await openPlain(page);
  await runToItsEnd(page);
  await expect(sync(page, "All records countersigned")).toBeVisible(PATIENT);
  await expectWhole(page); // what is on its way would fail
  await context.setOffline(true);
  await runToItsEnd(page);
  await runToItsEnd(page);
  await expect(sync(page, /^Offline: \d+ records not yet countersigned$/)).toBeVisible(PATIENT);
  await context.setOffline(false);
  await expect(sync(page, "All records countersigned")).toBeVisible(PATIENT);
});

test("a tab that dies in the middle of a run: its session is closed as interrupted, and no record is lost", async ({
  page,
  context,
}) => {
  const id = await openPlain(page, { "agent.ts": WRITES_ON, "agent.toml": GENEROUS });
  await runButton(page).click();
  // The timeline shows what is kept; however busy the machine is, what was seen there is not lost.
  await expect.poll(() => rowsOf(page)).toBeGreaterThan(100);
  const kept = await rowsOf(page);
  const { origin } = new URL(page.url());
  await crash(context, page);

  const next = await context.newPage();
  await next.goto(`/w/${id}#agent.ts`);
  await expect(sync(next, "All records countersigned")).toBeVisible(PATIENT);
  await expect(textOf(next, "agent.ts")).toHaveValue(WRITES_ON);
  await expect(runState(next)).toHaveText(/^Last run: interrupted/);
  await expect(next.getByText(/Log verified in this page: [\d,]+ records/)).toBeVisible(PATIENT);
  expect(await rowsOf(next)).toBeGreaterThan(kept);
  const [session] = await new ServerSide(next, origin, id).sessions();
  expect(session?.status).toBe("interrupted");
  expect(session?.size).toBeGreaterThan(kept);
});

test("without room the run stops, says so, and what was recorded is whole", async ({ page, context }) => {
  test.setTimeout(180_000); // it is as long as the room is large
  const debug = await context.newCDPSession(page);
  await page.goto("/");
  const { origin } = new URL(page.url());
  // Before the origin's first write: later ones look at what was allowed then.
  await debug.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 3 * 1024 * 1024 });
  const id = await openPlain(page, { "agent.ts": WRITES_MUCH, "agent.toml": GENEROUS });
  await runButton(page).click();
  await expect(runState(page)).toHaveText(/could not be recorded.*no room left for the log/, {
    timeout: 120_000,
  });
  await debug.send("Storage.overrideQuotaForOrigin", { origin });
  await page.reload();
  await expect(sync(page, "All records countersigned")).toBeVisible(PATIENT);
  const [session] = await new ServerSide(page, origin, id).sessions();
  expect(session?.status).toBe("interrupted");
});

test("a second tab runs nothing and says why, and may when the first is gone", async ({ page, context }) => {
  const id = await openPlain(page);
  await expect(runButton(page)).toBeEnabled();
  const second = await context.newPage();
  await second.goto(`/w/${id}`);
  await expect(second.getByText("Open in another tab: this one reads only")).toBeVisible();
  await expect(runButton(second)).toBeDisabled();
  await page.close();
  await expect(runButton(second)).toBeEnabled();
  await runToItsEnd(second);
});
