/** What must not be taken, over HTTP: each is refused by its code, and what is stored stays as it was. */
import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { MAX_BATCH_BYTES, MAX_BATCH_RECORDS } from "../../lib/audit/sync/wire";
import { withDataFolder } from "../support/log/data-folder";
import { answered, expectStored } from "../support/log/expect-stored";
import { isLong } from "../support/log/form";
import { bodyOf, LogClient } from "../support/log/log-client";
import { RecordedSession } from "../support/log/recorded-session";
import { Sender } from "../support/log/sender";
import { startFirst } from "../support/log/servers";

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
/** As many as a workspace may open within a minute: a fast machine meets that limit, a slow one does not. */
const SESSIONS = 1_000;
/** What a heap may grow by before it is collected, and the keys and leaves of the last thousand sessions. */
const MOST_GROWTH_BYTES = 96 * 2 ** 20;

test("sessions opened without end: nothing but the limit refuses them, and memory is flat", async () => {
  test.skip(!isLong, "in the long form: ten thousand sessions");
  test.setTimeout(60 * 60_000);
  await withDataFolder(async (folder) => {
    const server = await startFirst(folder);
    const client = await LogClient.begin({ url: server.url });
    try {
      const resident: number[] = [];
      let opened = 0;
      for (let place = 0; place < WORKSPACES; place++) {
        if (place > 0) await client.beginWorkspace();
        opened += await openSessions(client);
        resident.push(await residentBytes(server.pid));
      }
      const grown = (resident.at(-1) ?? 0) - (resident[1] ?? 0);
      const told = resident.map((bytes) => `${Math.round(bytes / 2 ** 20)}`).join(", ");
      process.stdout.write(`${opened} sessions; resident MiB after each thousand: ${told}\n`);
      expect(opened).toBeGreaterThan((WORKSPACES * SESSIONS) / 2);
      expect(grown).toBeLessThan(MOST_GROWTH_BYTES);
    } finally {
      client.close();
      await server.stop();
    }
  });
});

/** Until there are enough of them or the limit is met; answers how many were taken. */
async function openSessions(client: LogClient): Promise<number> {
  let left = SESSIONS + 1;
  let taken = 0;
  const { host } = answered(await client.open());
  const open = async () => {
    while (left-- > 0) {
      const session = await RecordedSession.open({ host, workspaceId: client.workspaceId });
      const answer = await client.send("append", bodyOf(await session.next(2)));
      if (answer.ok) taken += 1;
      else expect(answer).toMatchObject({ status: 429, code: "LIMIT_REACHED", details: { most: SESSIONS } });
    }
  };
  await Promise.all(Array.from({ length: 8 }, open));
  return taken;
}

async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1_024;
}
