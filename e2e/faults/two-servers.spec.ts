/** Two processes over one database: one log, whoever writes it. */
import { expect, test } from "@playwright/test";
import { expectSound, withDataFolder } from "../support/log/data-folder";
import { expectStored } from "../support/log/expect-stored";
import { isLong } from "../support/log/form";
import { LogClient } from "../support/log/log-client";
import { Sender } from "../support/log/sender";
import { startAgain, startFirst } from "../support/log/servers";

const BATCHES = isLong ? 10_000 : 200;
const SESSIONS = 8;
const BATCH = 5;

test(`${BATCHES} batches through two processes: no fork, none lost, none twice`, async () => {
  test.setTimeout(isLong ? 60 * 60_000 : 240_000);
  await withDataFolder(async (folder) => {
    const first = await startFirst(folder);
    const second = await startAgain(folder);
    const one = await LogClient.begin({ url: first.url });
    const other = new LogClient({ url: second.url });
    other.cookie = one.cookie;
    other.workspaceId = one.workspaceId;
    try {
      const senders: Sender[] = [];
      for (let n = 0; n < SESSIONS; n++) senders.push(await Sender.begin(n % 2 === 0 ? one : other));
      const told = await sendAll(senders, [one, other]);
      for (const client of [one, other]) await expectStored(client, senders);
      const { batches, records } = await expectSound(folder, one.workspaceId);
      expect(batches).toBe(BATCHES);
      expect(records).toBe(senders.reduce((sum, { lines }) => sum + lines.length, 0));
      process.stdout.write(
        `${batches} batches, ${told.busy} asked to come again, ${told.raced} sent to both\n`,
      );
    } finally {
      one.close();
      other.close();
      await Promise.all([first.stop(), second.stop()]);
    }
  });
});

interface Told {
  busy: number;
  raced: number;
}

/** Each session goes now to one process, now to the other, and every seventh batch to both at once. */
async function sendAll(senders: readonly Sender[], clients: readonly [LogClient, LogClient]): Promise<Told> {
  const told: Told = { busy: 0, raced: 0 };
  let left = BATCHES;
  await Promise.all(
    senders.map(async (sender, place) => {
      for (let turn = place; left > 0; turn++) {
        left -= 1;
        const [client, rival] = turn % 2 === 0 ? clients : ([clients[1], clients[0]] as const);
        const batch = await sender.record(BATCH);
        const rivals = turn % 7 === 0 ? rival.append(batch) : undefined;
        if (rivals) told.raced += 1;
        for (;;) {
          const answer = await sender.send(BATCH, { client });
          if (answer.ok) break;
          // Only a database that the other process has just locked may send somebody away.
          expect(answer).toMatchObject({ status: 503, code: "NOT_READY" });
          told.busy += 1;
        }
        const late = await rivals;
        if (late && !late.ok) expect(["LOG_CONFLICT", "NOT_READY"]).toContain(late.code);
      }
    }),
  );
  return told;
}
