/**
 * The timeline of an agent that asks as fast as it can: every record is there, any of them is reached, and the page goes on
 * being one. A short run each time; HEAVY=1 makes a hundred thousand records and holds the frames to their bound. More of them
 * no run has time for: it may compute for a minute, and asking counts.
 */
import type { Page } from "@playwright/test";
import { GENEROUS, openPlain, runButton, runState } from "./support/plain-workbench";
import { expect, test } from "./support/test";

const HEAVY = process.env.HEAVY === "1";
/** Each is recorded twice: what was asked, and what came of it. */
const READS = HEAVY ? 50_000 : 5_000;
const MINUTE = 60_000;
const FRAME_MS = 50;

/** At the same time, as agents do that wait for nothing. */
const TOGETHER = 100;

const AGENT = `import { readFile } from "node:fs/promises";
const began = Date.now();
const some = Array.from({ length: ${TOGETHER} }, () => "data/orders.csv");
for (let read = 0; read < ${READS}; read += ${TOGETHER}) await Promise.all(some.map((path) => readFile(path)));
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
  return await page.getByRole("grid", { name: "Records of this run" }).evaluate(async (grid) => {
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

test("an agent that asks as fast as it can: every record is in the timeline, and any of them is reached", async ({
  page,
}, info) => {
  test.setTimeout(HEAVY ? 20 * MINUTE : 2 * MINUTE);
  await page.addInitScript(watchLongWork);
  await openPlain(page, { "agent.ts": AGENT, "agent.toml": GENEROUS });
  await longWork(page);

  await runButton(page).click();
  await expect(runState(page)).toHaveText(/^Ended/, { timeout: HEAVY ? 5 * MINUTE : MINUTE });
  await expect(runState(page)).toHaveText("Ended, exit 0");
  const running = await longWork(page);
  const output = (await page.getByRole("log", { name: "Output" }).textContent()) ?? "";
  const took = Number(/took (\d+) ms/.exec(output)?.[1]);
  const grid = page.getByRole("grid", { name: "Records of this run" });
  const rows = Number(await grid.getAttribute("aria-rowcount"));
  expect(rows).toBeGreaterThanOrEqual(2 * READS);
  await expect(page.getByText(/Log verified in this page: [\d,]+ records/)).toBeVisible({
    timeout: 10 * MINUTE,
  });

  await longWork(page);
  const frames = await scroll(page);
  const scrolling = await longWork(page);
  await grid.focus();
  await page.keyboard.press("End");
  await expect(page.getByRole("region", { name: `Record ${rows - 1}` })).toContainText("session.close");
  await page.keyboard.press("Home");
  await expect(page.getByRole("region", { name: "Record 0" })).toContainText("session.open");

  const longest = (work: readonly number[]) =>
    `${work.length} over ${FRAME_MS} ms, the longest ${Math.max(0, ...work)} ms`;
  const figures = [
    `${rows} records, ${Math.round((2 * READS * 1000) / took)}/s`,
    `while it ran: ${longest(running)}`,
    `${frames} steps of scrolling: ${longest(scrolling)}`,
  ].join("; ");
  info.annotations.push({ type: "timeline", description: figures });
  process.stdout.write(`timeline: ${figures}\n`);
  expect(took).toBeGreaterThan(0);
  if (!HEAVY) return;
  expect((2 * READS * 1000) / took).toBeGreaterThan(5_000);
  expect(scrolling).toEqual([]);
});
