/**
 * A session of a million records: there at once behind a start, filtered within a second, verified by the page in memory
 * that does not grow. Minutes of work, so only with HEAVY=1.
 */
import { readFile } from "node:fs/promises";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { withDataFolder } from "./support/log/data-folder";
import { LogClient } from "./support/log/log-client";
import { sendLog } from "./support/log/send-log";
import { startAgain, startFirst } from "./support/log/servers";
import type { RunningServer } from "./support/server";
import { expect, test } from "./support/test";

const RECORDS = Number(process.env.LONG_SESSION ?? 1_000_000);
const FIRST_PAGE_MS = 500;
const FILTER_MS = 1_000;
/** All records together are some hundreds of MiB. */
const MOST_GROWTH_MIB = 128;
const MINUTE = 60_000;

interface Place {
  readonly folder: string;
  readonly cookie: string;
  readonly path: string;
  /** Of a session of a few records, by which whatever a process loads only once is loaded. */
  readonly warm: string;
}

async function record(folder: string): Promise<Place> {
  const server = await startFirst(folder);
  const client = await LogClient.begin({ url: server.url });
  const short = await sendLog(client, 10);
  const began = performance.now();
  const { sid } = await sendLog(client, RECORDS);
  say(`${RECORDS} records sent in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
  const { cookie, workspaceId } = client;
  client.close();
  await server.stop();
  const pathOf = (name: string) => `/audit/${name}?w=${workspaceId}`;
  return { folder, cookie, path: pathOf(sid), warm: pathOf(short.sid) };
}

function say(line: string): void {
  test.info().annotations.push({ type: "long session", description: line });
  process.stdout.write(`long session: ${line}\n`);
}

interface Timed {
  /** From the request to the end of the answer. */
  readonly ms: number;
  /** What the process of the server worked meanwhile: the same however busy the machine is. */
  readonly worked: number;
  readonly html: string;
}

async function timed({ url, pid }: RunningServer, path: string, { cookie }: Place): Promise<Timed> {
  const before = await workOf(pid);
  const began = performance.now();
  const answer = await fetch(url + path, { headers: { cookie } });
  const html = await answer.text();
  const ms = performance.now() - began;
  expect(answer.status).toBe(200);
  const after = await workOf(pid);
  return { ms, worked: before === undefined || after === undefined ? ms : after - before, html };
}

/** Milliseconds, in hundredths of a second as Linux counts them; undefined elsewhere. */
async function workOf(pid: number): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  // Behind the name of the process, which may hold spaces.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields && 10 * (Number(fields[11]) + Number(fields[12]));
}

const inWords = ({ ms, worked }: Timed) => `${ms.toFixed(0)} ms, ${worked.toFixed(0)} of them at work`;

async function enter(context: BrowserContext, url: string, { cookie }: Place): Promise<void> {
  const [name = "", value = ""] = cookie.split("=");
  await context.addCookies([{ name, value, url }]);
}

/** What the page and its workers take: the objects of the page, and all that its process holds. */
async function memory(page: Page, browser: Browser): Promise<{ heap: number; resident: number }> {
  const debug = await page.context().newCDPSession(page);
  await debug.send("HeapProfiler.collectGarbage");
  const { usedSize } = await debug.send("Runtime.getHeapUsage");
  await debug.detach();
  const all = await browser.newBrowserCDPSession();
  const { processInfo } = await all.send("SystemInfo.getProcessInfo");
  await all.detach();
  let pages = 0;
  for (const { type, id } of processInfo) {
    if (type !== "renderer") continue;
    const statm = await readFile(`/proc/${id}/statm`, "utf8").catch(() => "0 0");
    pages += Number(statm.split(" ")[1]);
  }
  const mib = (bytes: number) => Math.round(bytes / 2 ** 20);
  return { heap: mib(usedSize), resident: mib(pages * 4_096) };
}

async function reached(page: Page, share: number): Promise<void> {
  await page.waitForFunction(
    (share) => {
      const bar = document.querySelector<HTMLProgressElement>('progress[aria-label="Verifying"]');
      return bar !== null && bar.value / bar.max >= share;
    },
    share,
    { timeout: 10 * MINUTE, polling: 50 },
  );
}

test("a session of a million records", async ({ page, context, browser }) => {
  test.skip(process.env.HEAVY !== "1", "minutes of work: HEAVY=1 runs it");
  test.setTimeout(30 * MINUTE);
  await withDataFolder(async (folder) => {
    const place = await record(folder);
    const server = await startAgain(folder);
    try {
      for (let n = 0; n < 3; n++) await timed(server, place.warm, place);
      say(`a page of ten records: ${inWords(await timed(server, place.warm, place))}`);
      const first = await timed(server, place.path, place);
      say(`first page, never looked at since the start: ${inWords(first)}`);
      expect(first.html).toContain("Being checked");
      expect(first.html).toContain("session.open");

      await enter(context, server.url, place);
      const began = performance.now();
      await page.goto(server.url + place.path);
      await expect(page.getByRole("progressbar", { name: "Checked by the server" })).toBeVisible();
      await reached(page, 0);
      say(`looked at by the server in ${((performance.now() - began) / 1_000).toFixed(1)} s`);

      const marks: { share: number; heap: number; resident: number }[] = [];
      for (const share of [0.25, 0.5, 0.75]) {
        await reached(page, share);
        marks.push({ share, ...(await memory(page, browser)) });
      }
      const finding = page.getByRole("status", { name: "Verification" });
      await expect(finding).toContainText(
        `All ${RECORDS.toLocaleString("en")} records are as they were signed`,
        { timeout: 10 * MINUTE },
      );
      marks.push({ share: 1, ...(await memory(page, browser)) });
      for (const { share, heap, resident } of marks)
        say(`at ${share * 100} %: objects of the page ${heap} MiB, its process ${resident} MiB`);
      const took = await page.getByText(/records in [\d.]+ s$/).textContent();
      say(`verified in the page: ${took}`);

      say(`the page once more: ${inWords(await timed(server, place.path, place))}`);
      const filters: [string, Timed][] = [];
      for (const filter of ["verdict=deny", "type=fs", "text=file-999", "text=nowhere-at-all"])
        filters.push([filter, await timed(server, `${place.path}&${filter}`, place)]);
      for (const [filter, found] of filters) say(`${filter}: ${inWords(found)}`);

      const grid = page.getByRole("grid", { name: "Records" });
      await grid.focus();
      await page.keyboard.press("End");
      await expect(grid.locator(`[data-seq="${RECORDS - 1}"]`)).toContainText("fs.");

      const [quarter, ...later] = marks;
      for (const { heap, resident } of later) {
        expect(heap - (quarter?.heap ?? 0)).toBeLessThan(MOST_GROWTH_MIB);
        expect(resident - (quarter?.resident ?? 0)).toBeLessThan(MOST_GROWTH_MIB);
      }
      expect(first.worked).toBeLessThan(FIRST_PAGE_MS);
      for (const [filter, { worked }] of filters) expect(worked, filter).toBeLessThan(FILTER_MS);
    } finally {
      // It would go on asking for what it lacks.
      await page.close();
      await server.stop();
    }
  });
});
