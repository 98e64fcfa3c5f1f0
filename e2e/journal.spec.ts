/** The journal of the browser, in a browser: IndexedDB, Web Locks, keys, reloads, tabs, crashes and a full disk. */
import type { BrowserContext, Page } from "@playwright/test";
import { JOURNAL_CASES } from "../lib/audit/recorder/testing/journal-cases";
import { recorderCases } from "../lib/audit/recorder/testing/recorder-cases";
import { nodeHasher } from "../lib/runtime/node/hash";
import { crash } from "./support/crash";
import type { JournalApi } from "./support/journal-page";
import { serveScript } from "./support/script-page";
import { expect, test } from "./support/test";

declare const journalApi: JournalApi;

const SID = "0198c0de-0000-7000-8000-000000000001";
const KILLS = 8;
/** Each is a new renderer, and a new page after it. */
const KILLS_LIMIT_MS = 240_000;

let url = "";
let close = async () => {};
test.beforeAll(async () => {
  ({ url, close } = await serveScript("./journal-page.ts"));
});
test.afterAll(() => close());

async function openPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

for (const { name } of [...JOURNAL_CASES, ...recorderCases(nodeHasher())]) {
  test(name, async ({ page }) => {
    await page.goto(url);
    await page.evaluate((name) => journalApi.runCase(name), name);
  });
}

test("a reload between recording and reading loses nothing, and the session is closed with its own key", async ({
  page,
}) => {
  await page.goto(url);
  await page.evaluate((sid) => journalApi.begin(sid), SID);
  expect(await page.evaluate(() => journalApi.recordOn(20))).toBe("done");
  await page.reload();
  const closed = await page.evaluate((sid) => journalApi.closeAndAudit(sid), SID);
  expect(closed).toEqual({ size: 22, status: "interrupted" });
  const sessions = await page.evaluate(() => journalApi.listSessions());
  expect(sessions).toMatchObject([{ sid: SID, size: 22, isClosed: true, state: { ackedSize: 0 } }]);
  expect(await page.evaluate((sid) => journalApi.deleteSession(sid), SID)).toBe("deleted");
  expect(await page.evaluate(() => journalApi.listSessions())).toEqual([]);
});

test("the key is a handle that the page itself cannot read, also after a reload", async ({ page }) => {
  await page.goto(url);
  expect(await page.evaluate(() => journalApi.hasPlatformKeys())).toBe(true);
  await page.evaluate((sid) => journalApi.begin(sid), SID);
  await page.reload();
  const key = await page.evaluate((sid) => journalApi.keyOf(sid), SID);
  expect(key).toEqual({ isHandle: true, exported: "InvalidAccessError" });
});

test("a second tab reads what the first writes, and writes when the first is gone", async ({ context }) => {
  const first = await openPage(context);
  const second = await openPage(context);
  await first.evaluate((sid) => journalApi.begin(sid), SID);
  await first.evaluate(() => journalApi.recordOn(4));
  const open = (ifLocked: "fail" | "read") =>
    second.evaluate(([sid, how]) => journalApi.openAs(sid, how), [SID, ifLocked] as const);
  expect(await open("fail")).toEqual({ mode: "locked", records: 0 });
  expect(await open("read")).toEqual({ mode: "read", records: 5 });
  expect(await second.evaluate((sid) => journalApi.deleteSession(sid), SID)).toBe("locked");
  await first.evaluate(() => journalApi.recordOn(4));
  expect(await open("read")).toEqual({ mode: "read", records: 9 });
  await first.close();
  await expect.poll(() => open("fail")).toEqual({ mode: "write", records: 9 });
});

test("a writer whose lock was taken away writes no more", async ({ context }) => {
  const first = await openPage(context);
  const second = await openPage(context);
  await first.evaluate((sid) => journalApi.begin(sid), SID);
  await second.evaluate((sid) => journalApi.steal(`audit:session:${sid}`), SID);
  await expect.poll(() => first.evaluate(() => journalApi.recordOn(1))).toBe("locked");
  expect(await second.evaluate((sid) => journalApi.closeAndAudit(sid), SID)).toMatchObject({
    status: "interrupted",
  });
});

test("killed while it records, a page loses nothing that was acknowledged", async ({ context }) => {
  test.setTimeout(KILLS_LIMIT_MS);
  for (let run = 0; run < KILLS; run++) {
    const sid = `${SID.slice(0, -2)}${String(10 + run)}`;
    const page = await context.newPage();
    let size = 0;
    await page.exposeFunction("acknowledged", (now: number) => {
      size = Math.max(size, now);
    });
    await page.goto(url);
    await page.evaluate((sid) => journalApi.begin(sid), sid);
    await page.evaluate(() => void journalApi.recordOn());
    await expect.poll(() => size, { intervals: [Math.random() * 100] }).toBeGreaterThan(3);
    await crash(context, page);

    const next = await openPage(context);
    const open = () => next.evaluate((sid) => journalApi.openAs(sid, "fail"), sid);
    await expect.poll(async () => (await open()).mode).toBe("write");
    const closed = await next.evaluate((sid) => journalApi.closeAndAudit(sid), sid);
    expect(closed.status).toBe("interrupted");
    expect(closed.size).toBeGreaterThan(size);
    await next.close();
  }
});

test("without room nothing is acknowledged any more, and what was stays", async ({ page, context }) => {
  await page.goto(url);
  let size = 0;
  await page.exposeFunction("acknowledged", (now: number) => {
    size = Math.max(size, now);
  });
  // Before anything is stored: the browser remembers for a while how much room there was.
  const debug = await context.newCDPSession(page);
  const { origin } = new URL(url);
  await debug.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 512 * 1024 });
  await page.evaluate((sid) => journalApi.begin(sid), SID);
  expect(await page.evaluate(() => journalApi.recordOn(2_000, 15_000))).toBe("quota");
  expect(size).toBeGreaterThan(1);
  expect(await page.evaluate(() => journalApi.recordOn(1))).toBe("quota");
  await debug.send("Storage.overrideQuotaForOrigin", { origin });
  // The journal would take records again; the recorder does not, for one is missing.
  expect(await page.evaluate(() => journalApi.recordOn(1))).toBe("quota");
  await page.reload();
  const closed = await page.evaluate((sid) => journalApi.closeAndAudit(sid), SID);
  expect(closed).toEqual({ size: size + 1, status: "interrupted" });
});

test("bodies: so much a workspace, the first to come the first to go; erased with one call, and no other workspace's", async ({
  page,
}) => {
  await page.goto(url);
  const keep = (workspace: string, sizes: number[], from = 0) =>
    page.evaluate(([name, all, at]) => journalApi.keepBodies(name, all, 1_000, at), [
      workspace,
      sizes,
      from,
    ] as const);
  const bodiesIn = (workspace: string) => page.evaluate((name) => journalApi.bodiesIn(name, 8), workspace);
  expect(await keep("a", [100, 200, 300])).toEqual({
    ...{ count: 3, bytes: 648, letGo: 0, lost: 1 },
    ...{ there: [0, 1, 2], ofSession: 3 },
  });
  await keep("b", [500]);
  // The next one needs the room of the first; a digest that is there already counts once.
  expect(await keep("a", [400, 384, 0], 2)).toEqual({
    ...{ count: 4, bytes: 948, letGo: 1, lost: 2 },
    ...{ there: [1, 2, 3, 4], ofSession: 4 },
  });
  await page.reload();
  expect((await bodiesIn("a")).there).toEqual([1, 2, 3, 4]);
  await page.evaluate(() => journalApi.eraseBodies("a"));
  expect(await bodiesIn("a")).toEqual({ count: 0, bytes: 0, letGo: 0, lost: 0, there: [], ofSession: 0 });
  expect(await bodiesIn("b")).toMatchObject({ count: 1, there: [0] });
});

test("bodies that the browser has no room for are counted, and keep nobody waiting", async ({
  page,
  context,
}) => {
  await page.goto(url);
  const debug = await context.newCDPSession(page);
  const { origin } = new URL(url);
  await debug.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 256 * 1024 });
  const size = 512 * 1024;
  const full = await page.evaluate((bytes) => journalApi.keepBodies("c", [bytes], 1e9), size);
  expect(full).toMatchObject({ count: 0, there: [] });
  await debug.send("Storage.overrideQuotaForOrigin", { origin });
  expect(await page.evaluate((bytes) => journalApi.keepBodies("c", [bytes], 1e9), size)).toMatchObject({
    count: 1,
  });
});
