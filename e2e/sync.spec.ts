/** The logs of a real browser on their way to the real server, whatever happens to either of them on the way. */
import { execFile } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Browser, chromium, type Page, type Route } from "@playwright/test";
import { ROOT } from "../scripts/lib/root.mjs";
import { expectAccessible } from "./support/axe";
import { bringScript } from "./support/bring-script";
import { crash } from "./support/crash";
import { launchOptions } from "./support/launch";
import { createWorkspace } from "./support/pages";
import { choosePlainText } from "./support/plain-workbench";
import { type RunningServer, startServer } from "./support/server";
import { openSwitchboard, type Switchboard } from "./support/switchboard";
import type { SyncApi } from "./support/sync-page";
import { ServerSide } from "./support/sync-state";
import { expect, expectFailure, test } from "./support/test";

declare const syncApi: SyncApi;

const APPEND = "**/api/trpc/audit.append*";
/** Of a server that starts again each time. */
const KILLS = process.env.HEAVY === "1" ? 12 : 1;
/** It is tried again by itself, later each time. */
const PATIENT = { timeout: 60_000 };

const status = (page: Page) => page.getByRole("button", { name: /countersigned|stored/ });
const all = (page: Page) => page.getByRole("button", { name: "All records countersigned" });

async function openWorkbench(page: Page, id: string): Promise<void> {
  await page.addInitScript(choosePlainText);
  await page.goto(`/w/${id}`);
  await bringScript(page, "./sync-page.ts");
}

/** A workspace of its own, and its page with a session begun in it. */
async function begin(page: Page) {
  const id = await createWorkspace(page);
  await openWorkbench(page, id);
  const begun = await beginIn(page, id);
  return { id, ...begun, server: new ServerSide(page, new URL(page.url()).origin, id) };
}
const beginIn = (page: Page, id: string) => page.evaluate((id) => syncApi.begin(id), id);
const record = (page: Page, count: number) => page.evaluate((count) => syncApi.record(count), count);
const held = (page: Page, sid: string) => page.evaluate((sid) => syncApi.held(sid), sid);

async function expectSent(page: Page, sid: string, size: number): Promise<void> {
  await expect.poll(async () => (await held(page, sid)).state.ackedSize, PATIENT).toBe(size);
}

/** As whoever runs the server does it. */
async function rotateKey(dataDir: string): Promise<void> {
  const rotate = ["--import", "tsx", "--conditions=react-server", "server/audit/keys/rotate.ts", "cosigner"];
  const env = { ...process.env, DATA_DIR: dataDir };
  await promisify(execFile)(process.execPath, rotate, { cwd: ROOT, env });
}

test("what is recorded is countersigned while it runs, and the four states are told apart", async ({
  page,
}) => {
  const { sid, given, server } = await begin(page);
  expect(given.nonce).toBeTruthy();
  expect(await record(page, 1_200)).toBe(1_201);
  await expectSent(page, sid, 1_201);
  expect(await page.evaluate(() => syncApi.close())).toBe(1_202);
  await expectSent(page, sid, 1_202);
  await server.expectEqual(sid, await held(page, sid));
  await expect(all(page)).toBeVisible();
  // Nobody can sign another history of it any more.
  await expect.poll(() => page.evaluate(() => syncApi.keysHeld())).toEqual([]);

  await all(page).focus();
  await page.keyboard.press("Enter");
  const row = page.getByRole("dialog", { name: "Logs in this browser" }).getByRole("row").nth(1);
  await expect(row).toContainText(/1202\s*1202, at .*in a log of \d+\s*not witnessed/);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(all(page)).toBeFocused();
});

test("a page killed between recording and sending loses nothing: the next one closes and sends", async ({
  page,
  context,
}) => {
  expectFailure(/request failed .*audit\.append/);
  await context.route(APPEND, (route) => route.abort());
  const tried = page.waitForEvent("requestfailed", (request) => request.url().includes("audit.append"));
  const { id, sid } = await begin(page);
  await record(page, 40);
  await tried;
  await crash(context, page);
  await context.unroute(APPEND);
  const next = await context.newPage();
  await openWorkbench(next, id);
  await expectSent(next, sid, 42);
  await new ServerSide(next, new URL(next.url()).origin, id).expectEqual(sid, await held(next, sid));
  expect((await held(next, sid)).lines.at(-1)).toContain('"status":"interrupted"');
});

test("a reply that is cut off behind the commit leaves nothing twice", async ({ page }) => {
  expectFailure(/request failed .*audit\.append/);
  expectFailure(/HTTP 409: POST .*audit\.append/); // the server has more than the browser was told
  let cuts = 3;
  const cut = async (route: Route) => {
    if (cuts-- <= 0) return route.fallback();
    await route.fetch(); // the server has stored it by then
    await route.abort("connectionreset");
  };
  await page.route(APPEND, cut);
  const { sid, server } = await begin(page);
  for (const size of [31, 61]) expect(await record(page, 30)).toBe(size);
  await expectSent(page, sid, 61);
  expect(cuts).toBeLessThan(3);
  await server.expectEqual(sid, await held(page, sid));
});

test("of two tabs one sends for both, and the other takes over when it is gone", async ({
  page,
  context,
}) => {
  const sent = new Map<Page, number>();
  context.on("request", (request) => {
    if (!request.url().includes("audit.append")) return;
    const by = request.frame().page();
    sent.set(by, (sent.get(by) ?? 0) + 1);
  });
  const first = await begin(page);
  await expectSent(page, first.sid, 1);
  const other = await context.newPage();
  await openWorkbench(other, first.id);
  const second = await beginIn(other, first.id);
  await Promise.all([record(page, 700), record(other, 700)]);
  await expectSent(other, first.sid, 701);
  await expectSent(other, second.sid, 701);
  expect([...sent.keys()]).toEqual([page]);
  await expect(all(other)).toBeVisible();
  await page.close();
  expect(await record(other, 5)).toBe(706);
  await expectSent(other, second.sid, 706);
  // What the closed tab had not ended is ended by the one that is left.
  await expectSent(other, first.sid, 702);
  const server = new ServerSide(other, new URL(other.url()).origin, first.id);
  for (const { sid } of [first, second]) await server.expectEqual(sid, await held(other, sid));
});

test("two machines record into one workspace at the same time", async ({
  page,
  context,
  browser,
  baseURL,
}) => {
  const first = await begin(page);
  const elsewhere = await browser.newContext({
    storageState: await context.storageState(),
    ...(baseURL && { baseURL }),
  });
  const other = await elsewhere.newPage();
  await openWorkbench(other, first.id);
  const second = await beginIn(other, first.id);
  for (let n = 0; n < 4; n++) await Promise.all([record(page, 150), record(other, 150)]);
  await expectSent(page, first.sid, 601);
  await expectSent(other, second.sid, 601);
  await first.server.expectEqual(first.sid, await held(page, first.sid));
  await first.server.expectEqual(second.sid, await held(other, second.sid));
  for (const one of [page, other]) await expect(all(one)).toBeVisible();
  await elsewhere.close();
});

test("offline records wait, are counted, and are sent when the browser is back", async ({
  page,
  context,
}) => {
  expectFailure(/ERR_INTERNET_DISCONNECTED/); // it is tried all the same: the server may be on this machine
  const { sid, server } = await begin(page);
  await expectSent(page, sid, 1);
  await context.setOffline(true);
  await record(page, 30);
  await expect(status(page)).toHaveText("Offline: 30 records not yet countersigned");
  await context.setOffline(false);
  await expectSent(page, sid, 31);
  await expect(all(page)).toBeVisible();
  await server.expectEqual(sid, await held(page, sid));
});

test("without room nothing is recorded any more, and what was is sent when there is room again", async ({
  page,
  context,
  baseURL,
}) => {
  const { origin } = new URL(baseURL ?? "");
  const debug = await context.newCDPSession(page);
  // Before the first visit: a browser does not ask anew for every write how much room there is.
  await debug.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 2 * 1024 * 1024 });
  const id = await createWorkspace(page);
  await openWorkbench(page, id);
  const { sid } = await beginIn(page, id);
  expect(await page.evaluate(() => syncApi.record(2_000, 14_000))).toBe("quota");
  const failed = page.getByRole("button", { name: "The log could not be stored" });
  await expect(failed).toBeVisible();
  await failed.click();
  const dialog = page.getByRole("dialog", { name: "Logs in this browser" });
  await expect(dialog).toContainText("There is no room left for the log.");
  await expect(dialog).toContainText("Make room on this device");
  // Whatever becomes of what there was room for, sent or waiting for room to note that it was: the word stays.
  await expect(dialog).toContainText(/Nothing is waiting to be sent\.|It is tried again by itself\./);
  await page.keyboard.press("Escape");
  await expect(failed).toBeVisible();
  await debug.send("Storage.overrideQuotaForOrigin", { origin });
  await page.reload();
  await bringScript(page, "./sync-page.ts");
  await expect(all(page)).toBeVisible(PATIENT);
  const log = await held(page, sid);
  await new ServerSide(page, origin, id).expectEqual(sid, log);
  expect(log.lines.at(-1)).toContain('"status":"interrupted"');
});

test.describe("a server of its own", () => {
  test.describe.configure({ timeout: 120_000 + KILLS * 60_000 });
  let folder = "";
  let board: Switchboard;
  let server: RunningServer | undefined;

  const start = async () => {
    server = await startServer({ DATA_DIR: join(folder, "data") });
    board.plug(server.url);
  };
  const stop = async (signal?: NodeJS.Signals) => {
    board.plug(undefined);
    await server?.stop(signal);
    server = undefined;
  };
  test.beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "aegis-sync-"));
    board = await openSwitchboard();
    await start();
  });
  test.afterEach(async () => {
    await stop();
    await board.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Unwatched: which requests fail while a server is away is a matter of when. */
  async function visit(browser: Browser): Promise<{ page: Page; id: string }> {
    const page = await browser.newPage();
    const answer = await page.request.post(`${board.url}/open`, {
      form: { example: "report-writer" },
      headers: { Origin: board.url },
      maxRedirects: 0,
    });
    const id = /^\/w\/([^/?#]+)/.exec(answer.headers().location ?? "")?.[1] ?? "";
    await page.addInitScript(choosePlainText);
    await page.goto(`${board.url}/w/${id}`);
    await bringScript(page, "./sync-page.ts");
    return { page, id };
  }

  test("that is killed while records are sent has every one of them once; its new keys are a person's matter", async ({
    browser,
  }) => {
    const { page, id } = await visit(browser);
    const { sid } = await beginIn(page, id);
    for (let kill = 0; kill < KILLS; kill++) {
      const before = (await held(page, sid)).state.ackedSize;
      await record(page, 900);
      await expect.poll(async () => (await held(page, sid)).state.ackedSize, PATIENT).toBeGreaterThan(before);
      await record(page, 600);
      await stop("SIGKILL");
      await start();
    }
    const size = 1 + 1_500 * KILLS;
    await expectSent(page, sid, size);
    await new ServerSide(page, board.url, id).expectEqual(sid, await held(page, sid));

    await stop();
    await rotateKey(join(folder, "data"));
    await start();
    await record(page, 10);
    await page.goto(`${board.url}/w/${id}`);
    await bringScript(page, "./sync-page.ts");
    const line = page.getByRole("button", { name: /^The server's keys changed/ });
    await expect(line).toBeVisible(PATIENT);
    expect((await held(page, sid)).state.ackedSize).toBe(size);
    await line.click();
    await page.getByRole("button", { name: "These are the server's keys" }).click();
    await expectSent(page, sid, size + 11);
    await new ServerSide(page, board.url, id).expectEqual(sid, await held(page, sid));
    await page.close();
  });

  test("that is set back to an old copy of its data is a ROLLBACK, with both notes kept", async ({
    browser,
  }) => {
    const { page, id } = await visit(browser);
    const { sid } = await beginIn(page, id);
    await record(page, 10);
    await expectSent(page, sid, 11);
    await stop();
    await cp(join(folder, "data"), join(folder, "copy"), { recursive: true });
    await start();
    await record(page, 10);
    await expectSent(page, sid, 21);
    await stop();
    await rm(join(folder, "data"), { recursive: true });
    await cp(join(folder, "copy"), join(folder, "data"), { recursive: true });
    await start();
    await page.goto(`${board.url}/w/${id}`);
    const line = page.getByRole("button", { name: /^ROLLBACK/ });
    await expect(line).toBeVisible(PATIENT);
    await line.click();
    const dialog = page.getByRole("dialog", { name: "Logs in this browser" });
    await expect(dialog).toContainText("when it was last seen it had");
    await expectAccessible(page);
    // Nothing was sent again as if it were new.
    const there = new ServerSide(page, board.url, id);
    expect((await there.head(sid)).size).toBe(11);
    await page.close();
  });
});

test("a copied profile that goes on by itself is a FORK on the machine that comes second", async ({
  baseURL,
}) => {
  const folder = await mkdtemp(join(tmpdir(), "aegis-profile-"));
  const launch = (name: string) =>
    chromium.launchPersistentContext(join(folder, name), {
      ...launchOptions(process.env.AEGIS_BROWSER),
      ...(baseURL && { baseURL }),
    });
  try {
    const before = await launch("first");
    const page = before.pages()[0] ?? (await before.newPage());
    const { id, sid } = await begin(page);
    await record(page, 8);
    await expectSent(page, sid, 9);
    const { cookies } = await before.storageState();
    await before.close();
    await cp(join(folder, "first"), join(folder, "second"), { recursive: true });
    const goOn = async (name: string) => {
      const context = await launch(name);
      await context.addCookies(cookies);
      const next = await context.newPage();
      await openWorkbench(next, id);
      return { context, next };
    };
    // Each ends what was left open, at a time of its own: two histories under one key.
    const first = await goOn("first");
    await expectSent(first.next, sid, 10);
    const second = await goOn("second");
    await expect(second.next.getByRole("button", { name: /^FORK/ })).toBeVisible(PATIENT);
    const server = new ServerSide(first.next, new URL(first.next.url()).origin, id);
    await server.expectEqual(sid, await held(first.next, sid));
    expect((await held(second.next, sid)).state.ackedSize).toBe(9);
    await first.context.close();
    await second.context.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
