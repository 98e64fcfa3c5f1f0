/** What happens to a server between two starts: its clock goes back, and an old database is put in place. */
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "@playwright/test";
import { ROOT } from "../../scripts/lib/root.mjs";
import { expectSound, withDataFolder } from "../support/log/data-folder";
import { expectStored } from "../support/log/expect-stored";
import { LogClient } from "../support/log/log-client";
import { Sender } from "../support/log/sender";
import { startAgain, startFirst } from "../support/log/servers";
import type { RunningServer } from "../support/server";

const CLOCK_BACK = `--import=${pathToFileURL(join(ROOT, "e2e/support/log/clock-back.mjs"))}`;
const AN_HOUR_S = 3_600;
const BATCH = 20;
const FILES = ["aegis.db", "aegis.db-wal", "aegis.db-shm"];
const REFUSED = { ok: false, status: 503, code: "LOG_REFUSED" };

/** Three servers start, one after the other. */
test.setTimeout(240_000);

async function stopped(server: RunningServer, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    // What the server said of it is more than what it answered.
    process.stdout.write(server.output());
    throw thrown;
  } finally {
    await server.stop();
  }
}

/** The database, without the keys and whatever else is kept outside of it. */
async function copyDatabase(from: string, to: string): Promise<void> {
  for (const name of FILES) {
    await rm(join(to, name), { force: true });
    await cp(join(from, name), join(to, name)).catch((error) => {
      // A database that was closed has its log in it.
      if (name === "aegis.db") throw error;
    });
  }
}

/** Its time is of an hour ago: what was countersigned before is later than that, and stays so. */
async function underEarlierClock(folder: string, client: LogClient, sender: Sender): Promise<void> {
  const last = sender.receipts.at(-1)?.time ?? 0;
  const now = await client.open();
  // Only so is the rest a test of it.
  expect(now.ok && Date.parse(now.value.now) / 1_000).toBeLessThan(last - AN_HOUR_S / 2);
  const other = await Sender.begin(client);
  for (let n = 0; n < 3; n++)
    for (const each of [sender, other]) expect(await each.send(BATCH)).toMatchObject({ ok: true });
  const times = sender.receipts.map(({ time }) => time);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times.at(-1)).toBeGreaterThanOrEqual(last);
  await expectStored(client, [sender, other]);
  await expectSound(folder, client.workspaceId);
}

/** Neither for what follows the old database nor for what was lost: one more signature would be a second history. */
async function underOldDatabase(client: LogClient, sender: Sender, old: number): Promise<void> {
  const next = await sender.record(BATCH);
  expect(await client.append(next)).toMatchObject(REFUSED);
  const fromOld = { ...next, old, records: sender.lines.slice(old) };
  expect(await client.append(fromOld)).toMatchObject(REFUSED);
  expect(await client.query("head", { sid: next.sid })).toMatchObject(REFUSED);
  expect(await client.open()).toMatchObject(REFUSED);
}

test("a clock that was set back, then an old copy of the database: times stand, and nothing old is signed anew", async () => {
  await withDataFolder((folder) =>
    withDataFolder(async (copy) => {
      const first = await startFirst(folder);
      const client = await LogClient.begin({ url: first.url });
      const sender = await Sender.begin(client).finally(() => client.close());
      await stopped(first, async () => {
        for (let n = 0; n < 3; n++) expect(await sender.send(BATCH)).toMatchObject({ ok: true });
      });
      await copyDatabase(folder, copy);
      const old = sender.acked;

      const back = { NODE_OPTIONS: CLOCK_BACK, CLOCK_BACK_MS: String(AN_HOUR_S * 1_000) };
      const second = await startAgain(folder, back);
      client.url = second.url;
      await stopped(second, () => underEarlierClock(folder, client, sender));

      await copyDatabase(copy, folder);
      const third = await startAgain(folder);
      client.url = third.url;
      await stopped(third, () => underOldDatabase(client, sender, old));
      expect(third.output()).toContain("ROLLBACK");
      expect(third.output()).toContain(client.workspaceId);
      client.close();
    }),
  );
});
