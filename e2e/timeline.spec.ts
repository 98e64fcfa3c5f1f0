/**
 * The timeline of an agent that asks as fast as it can: every record is there, any of them is reached, and the page goes on
 * being one. A short run each time. HEAVY=1 makes a million records and holds the frames to their bound: no one run has time
 * for so many, for it may compute for a minute, so the agent runs again and again in one session of the terminal.
 */
import type { Page, TestInfo } from "@playwright/test";
import { GENEROUS, openPlain, records, rowsOf, runButton, runState } from "./support/plain-workbench";
import { expect, test } from "./support/test";

const HEAVY = process.env.HEAVY === "1";
/** Each is recorded twice: what was asked, and what came of it. */
const READS = 5_000;
const HEAVY_READS = 50_000;
const HEAVY_RUNS = 10;
const WANTED_A_SECOND = 5_000;
const MINUTE = 60_000;
const FRAME_MS = 50;

/** At the same time, as agents do that wait for nothing. */
const TOGETHER = 100;

const agent = (reads: number) => `import { readFile } from "node:fs/promises";
const began = Date.now();
const some = Array.from({ length: ${TOGETHER} }, () => "data/orders.csv");
for (let read = 0; read < ${reads}; read += ${TOGETHER}) await Promise.all(some.map((path) => readFile(path)));
console.log("took", Date.now() - began, "ms");
`;

/** Pieces of work of the page's own thread that took longer than a frame may, since it was last asked. */
declare global {
  interface Window {
    longWork: number[];
  }
}

function watchLongWork(): void {
  if (window !== window.top) return;
  window.longWork = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.longWork.push(Math.round(duration));
  }).observe({ type: "longtask", buffered: true });
}

async function longWork(page: Page): Promise<number[]> {
  return await page.evaluate(() => window.longWork.splice(0));
}

/** Through all of it and back by leaps, then screen after screen, a step a frame. */
async function scroll(page: Page): Promise<number> {
  return await records(page).evaluate(async (grid) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const leaps = [...Array(60).keys()].map((step) => (Math.abs(30 - step) / 30) * grid.scrollHeight);
    const screens = [...Array(240).keys()].map((step) => step * grid.clientHeight);
    for (const top of [...leaps, ...screens]) {
      grid.scrollTop = top;
      await frame();
    }
    return leaps.length + screens.length;
  });
}

/** The log is whole, and its ends are reached; answers with how long it is, and with what scrolling cost. */
async function lookThrough(page: Page): Promise<{ rows: number; frames: number; scrolling: number[] }> {
  await expect(page.getByText(/Log verified in this page: [\d,]+ records/)).toBeVisible({
    timeout: 10 * MINUTE,
  });
  const rows = await rowsOf(page);
  await longWork(page);
  const frames = await scroll(page);
  const scrolling = await longWork(page);
  await records(page).focus();
  await page.keyboard.press("End");
  await expect(page.getByRole("region", { name: `Record ${rows - 1}` })).toContainText("session.close");
  await page.keyboard.press("Home");
  await expect(page.getByRole("region", { name: "Record 0" })).toContainText("session.open");
  return { rows, frames, scrolling };
}

function tell(info: TestInfo, figures: readonly string[]): void {
  const description = figures.join("; ");
  info.annotations.push({ type: "timeline", description });
  process.stdout.write(`timeline: ${description}\n`);
}

const said = (work: readonly number[]) =>
  `${work.length} over ${FRAME_MS} ms, the longest ${Math.max(0, ...work)} ms`;
const rate = (reads: number, ms: number) => Math.round((2 * reads * 1000) / ms);

test("an agent that asks as fast as it can: every record is in the timeline, and any of them is reached", async ({
  page,
}, info) => {
  test.setTimeout(2 * MINUTE);
  await page.addInitScript(watchLongWork);
  await openPlain(page, { "agent.ts": agent(READS), "agent.toml": GENEROUS });
  await longWork(page);

  await runButton(page).click();
  await expect(runState(page)).toHaveText("Ended, exit 0", { timeout: MINUTE });
  const running = await longWork(page);
  const output = (await page.getByRole("log", { name: "Output" }).textContent()) ?? "";
  const took = Number(/took (\d+) ms/.exec(output)?.[1]);
  expect(took).toBeGreaterThan(0);
  const { rows, frames, scrolling } = await lookThrough(page);
  expect(rows).toBeGreaterThanOrEqual(2 * READS);
  tell(info, [
    `${rows} records, ${rate(READS, took)}/s`,
    `while it ran: ${said(running)}`,
    `${frames} steps of scrolling: ${said(scrolling)}`,
  ]);
});

test("a million records in one session", async ({ page }, info) => {
  test.skip(!HEAVY, "minutes of work: HEAVY=1 runs it");
  test.setTimeout(30 * MINUTE);
  await page.addInitScript(watchLongWork);
  await openPlain(page, { "agent.ts": agent(HEAVY_READS), "agent.toml": GENEROUS });
  await page.getByRole("tab", { name: "Terminal" }).click();
  await page.getByRole("button", { name: "Plain output" }).click();
  const command = page.getByRole("textbox", { name: /^Command/ });
  const output = page.getByRole("log", { name: "Terminal output" });
  await longWork(page);

  for (let run = 1; run <= HEAVY_RUNS; run++) {
    await command.fill("node agent.ts");
    await command.press("Enter");
    await expect(output.getByText(/^took \d+ ms/)).toHaveCount(run, { timeout: 3 * MINUTE });
    await expect(command).toBeEditable();
    if (run === 1) await page.getByRole("button", { name: /^Show its [\d,]+ records/ }).click();
  }
  const running = await longWork(page);
  const took = [...((await output.textContent()) ?? "").matchAll(/took (\d+) ms/g)].map(([, ms]) =>
    Number(ms),
  );
  await page.getByRole("button", { name: "End session" }).click();
  const { rows, frames, scrolling } = await lookThrough(page);
  const rates = took.map((ms) => rate(HEAVY_READS, ms));
  tell(info, [
    `${rows} records, in each run ${rates.join(", ")}/s`,
    `while they ran: ${said(running)}`,
    `${frames} steps of scrolling: ${said(scrolling)}`,
  ]);
  expect(rows).toBeGreaterThanOrEqual(2 * HEAVY_READS * HEAVY_RUNS);
  expect(Math.min(...rates)).toBeGreaterThan(WANTED_A_SECOND);
  expect(scrolling).toEqual([]);
});
