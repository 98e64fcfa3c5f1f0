/** Whenever the process is killed, what it acknowledged is there, and what it did not is there whole or not at all. */
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { expectSound, withDataFolder } from "../support/log/data-folder";
import { expectStored } from "../support/log/expect-stored";
import { isLong } from "../support/log/form";
import { LogClient } from "../support/log/log-client";
import { Sender } from "../support/log/sender";
import { startAgain, startFirst, startWhole } from "../support/log/servers";
import type { RunningServer } from "../support/server";

const KILLS = isLong ? 50 : 3;
const SESSIONS = 8;
const BATCH = 40;
/** Batches that are acknowledged before a kill, at least. */
const LEAST = 12;

test(`killed ${KILLS} times under load`, async () => {
  test.setTimeout(isLong ? 60 * 60_000 : 240_000);
  await withDataFolder(async (folder) => {
    let server = await startFirst(folder);
    const client = await LogClient.begin({ url: server.url });
    try {
      const senders: Sender[] = [];
      for (let n = 0; n < SESSIONS; n++) senders.push(await Sender.begin(client));
      for (let kill = 0; kill < KILLS; kill++) {
        await loadAndKill(server, senders, kill);
        // Now and then by the launcher, which looks at the file before anybody serves from it.
        server = await (isLong && kill % 5 === 4 ? startWhole(folder) : startAgain(folder));
        client.url = server.url;
        await expectStored(client, senders);
        // What was on its way is taken now, or found to be there.
        for (const sender of senders) expect(await sender.send(BATCH)).toMatchObject({ ok: true });
      }
      await expectStored(client, senders);
      const adopted = senders.reduce((sum, sender) => sum + sender.adopted, 0);
      const { batches, records } = await expectSound(folder, client.workspaceId);
      expect(batches).toBe(senders.reduce((sum, { receipts }) => sum + receipts.length, 0));
      process.stdout.write(
        `${KILLS} kills, ${batches} batches of ${records} records, ${adopted} answers lost behind the commit\n`,
      );
    } catch (thrown) {
      process.stdout.write(server.output());
      throw thrown;
    } finally {
      client.close();
      await server.stop("SIGKILL");
    }
  });
});

/** All sessions send at once until the server is gone. */
async function loadAndKill(server: RunningServer, senders: readonly Sender[], kill: number): Promise<void> {
  let left = LEAST + ((kill * 5) % 17);
  let killed: Promise<unknown> | undefined;
  await Promise.all(
    senders.map(async (sender) => {
      for (;;) {
        const answer = await sender.send(BATCH);
        if (!answer.ok && answer.code === "UNREACHABLE") return;
        if (!answer.ok) throw new Error(`refused: ${answer.code} ${answer.message}`);
        left -= 1;
        // Not with the answer, but somewhere on the way of the next ones: reading, writing, committed, answering.
        if (left === 0) killed = sleep((kill * 7) % 40).then(() => server.stop("SIGKILL"));
      }
    }),
  );
  await killed;
}
