/** What must not be taken, over HTTP: each is refused by its code, and what is stored stays as it was. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "@playwright/test";
import { MAX_BATCH_BYTES, MAX_BATCH_RECORDS } from "../../lib/audit/sync/wire";
import { ROOT } from "../../scripts/lib/root.mjs";
import { withDataFolder } from "../support/log/data-folder";
import { answered, expectStored } from "../support/log/expect-stored";
import { isLong } from "../support/log/form";
import { type Answer, bodyOf, LogClient } from "../support/log/log-client";
import { RecordedSession } from "../support/log/recorded-session";
import { Sender } from "../support/log/sender";
import { startFirst } from "../support/log/servers";
import type { RunningServer } from "../support/server";

const TELL_MEMORY = `--import=${pathToFileURL(join(ROOT, "e2e/support/log/tell-memory.mjs"))}`;
const url = () => process.env.AEGIS_E2E_URL ?? "";

test("too large, of another session, of other people, of nobody: refused by code", async () => {
  const client = await LogClient.begin({ url: url() });
  const sender = await Sender.begin(client);
  expect(await sender.send(50)).toMatchObject({ ok: true });
  const good = await sender.record(50);
  const send = (change: object, by = client) => by.append({ ...good, ...change });

  const huge = Buffer.alloc(2 * 2 ** 20, " ");
  expect(await client.send("append", huge)).toMatchObject({ status: 413, code: "TOO_LARGE" });
  const long = "x".repeat(MAX_BATCH_BYTES / 100);
  expect(await send({ records: Array.from({ length: 101 }, () => long) })).toMatchObject({
    status: 413,
    code: "TOO_LARGE",
  });
  const many = Array.from({ length: MAX_BATCH_RECORDS + 1 }, () => "{}");
  expect(await send({ records: many })).toMatchObject({ status: 400, code: "BAD_REQUEST" });

  const other = await Sender.begin(client);
  const foreign = await other.record(50);
  expect(await other.send(50)).toMatchObject({ ok: true });
  expect(await send({ sid: foreign.sid })).toMatchObject({ status: 404, code: "NOT_FOUND" });
  expect(await send({ sid: foreign.sid, note: foreign.note, old: 50 })).toMatchObject({ ok: false });
  expect(await send({ records: foreign.records })).toMatchObject({
    status: 422,
    code: "LOG_BAD_RECORD",
    details: { seq: 50, verdict: "FOREIGN_SESSION" },
  });
  expect(await send({ sid: "no-sid" })).toMatchObject({ status: 400, code: "BAD_REQUEST" });

  // Whoever knows the names of a workspace and a session learns nothing of either.
  const stranger = await LogClient.begin({ url: url() });
  const unknown = { status: 404, code: "NOT_FOUND" };
  expect(await send({}, stranger)).toMatchObject(unknown);
  expect(await stranger.query("head", { sid: good.sid, workspaceId: client.workspaceId })).toMatchObject(
    unknown,
  );
  expect(await stranger.query("head", { sid: good.sid })).toMatchObject(unknown);
  expect(await send({ workspaceId: `ws_${"0".repeat(22)}` })).toMatchObject(unknown);
  stranger.cookie = "";
  expect(await send({}, stranger)).toMatchObject({ status: 401, code: "NO_SESSION" });

  await expectStored(client, [sender, other]);
  expect(await sender.send(50)).toMatchObject({ ok: true });
  await expectStored(client, [sender, other]);
  client.close();
  stranger.close();
});

const WORKSPACES = 10;
/** As many as a workspace may open within a minute: each has so many opened, and the next one only where time is left. */
const A_MINUTE = 1_000;
const AT_ONCE = 8;
/** Of the last nine thousand: less than 3 KiB for each, of which a process remembers that it has looked at it. */
const MOST_GROWTH_BYTES = 24 * 2 ** 20;

test("ten thousand sessions: all are taken, the limit a minute says what to do, and memory is flat", async () => {
  test.skip(!isLong, "in the long form: ten thousand sessions");
  test.setTimeout(60 * 60_000);
  await withDataFolder(async (folder) => {
    const server = await startFirst(folder, { NODE_OPTIONS: TELL_MEMORY });
    const client = await LogClient.begin({ url: server.url });
    try {
      const { host } = answered(await client.open());
      const told: Memory[] = [];
      let refused = 0;
      for (let place = 0; place < WORKSPACES; place++) {
        if (place > 0) await client.addWorkspace(`workspace ${place}`);
        const begun = performance.now();
        await openSessions(client, host);
        const tooMany = await openSession(client, host);
        // A slow machine has no limit to meet: the first of the thousand are of the minute before.
        const isOver = performance.now() - begun >= 60_000;
        if (!tooMany.ok || !isOver) {
          expect(tooMany).toMatchObject({ status: 429, code: "LIMIT_REACHED", details: { most: A_MINUTE } });
          expect(tooMany).toMatchObject({ message: expect.stringMatching(/at most 1000 .* again in \d+ s/) });
          refused += 1;
        }
        told.push(await memoryOf(server));
      }
      const mib = (of: keyof Memory) => told.map((each) => Math.round(each[of] / 2 ** 20)).join(", ");
      process.stdout.write(
        `${WORKSPACES * A_MINUTE} sessions taken, ${refused} refused; after each thousand and a collection, MiB in use: ${mib("used")}; resident: ${mib("rss")}\n`,
      );
      expect((told.at(-1)?.used ?? 0) - (told[0]?.used ?? 0)).toBeLessThan(MOST_GROWTH_BYTES);
    } finally {
      client.close();
      await server.stop();
    }
  });
});

async function openSessions(client: LogClient, host: string): Promise<void> {
  let left = A_MINUTE;
  const open = async () => {
    while (left-- > 0) expect(await openSession(client, host)).toMatchObject({ ok: true });
  };
  await Promise.all(Array.from({ length: AT_ONCE }, open));
}

async function openSession(client: LogClient, host: string): Promise<Answer<unknown>> {
  const session = await RecordedSession.open({ host, workspaceId: client.workspaceId });
  return client.send("append", bodyOf(await session.next(2)));
}

interface Memory {
  readonly rss: number;
  readonly used: number;
}

/** What the process holds when it has let go of all that it could. */
async function memoryOf(server: RunningServer): Promise<Memory> {
  const all = () => [...server.output().matchAll(/^memory (\{.*\})$/gm)];
  const before = all().length;
  process.kill(server.pid, "SIGUSR2");
  await expect.poll(() => all().length).toBe(before + 1);
  return JSON.parse(all().at(-1)?.[1] ?? "{}");
}
