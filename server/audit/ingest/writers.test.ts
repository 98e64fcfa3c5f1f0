/** Several writers of one log: processes over one file, and what keeps them from writing at all. */
import path from "node:path";
import { createClient } from "@libsql/client";
import { asc, eq } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { rootFromTiles } from "@/lib/audit/tree";
import type { Database } from "../../db/database";
import { openDatabase } from "../../db/database";
import { prepareDatabase } from "../../db/prepare-database";
import {
  auditCheckpoints,
  auditLeases,
  auditLeaves,
  auditLogs,
  auditRecords,
  auditSessions,
} from "../../db/schema";
import { hranaPeer } from "../../testing/hrana-peer";
import { callerOf } from "../../testing/people";
import { envOf, tempFolder } from "../../testing/temp-database";
import { workspaceTiles } from "../reading/trees";
import { deskOf, newDesk, storedLines, verdictOn } from "./testing/sending";
import { HASHER, SentSession } from "./testing/sent-session";

/** Of each session: 10,000 batches in the long run. */
const BATCHES = process.env.HEAVY === "1" ? 2_500 : 20;
const SESSIONS = 4;

function another(database: Database): Database {
  const { url } = database as Database & { readonly url: string };
  const opened = openDatabase({ url, authToken: undefined });
  onTestFinished(() => opened.close());
  return opened;
}

test("two over one file: no fork, no lost batch, no leaf twice", { timeout: 1_800_000 }, async () => {
  const desk = await newDesk();
  const two = deskOf(another(desk.database), desk.author, desk.workspaceId);
  const sessions = Array.from({ length: SESSIONS }, (_, i) =>
    new SentSession({ number: i + 1 }).grow(BATCHES * 3),
  );
  // Of each session, batches go now to one and now to the other, as soon as the one before is acknowledged.
  await Promise.all(
    sessions.map(async (session, place) => {
      for (let batch = 0; batch < BATCHES; batch++) {
        const at = (batch + place) % 3 === 0 ? desk : two;
        const receipt = await at.send(await session.batch(batch * 3, batch * 3 + 3));
        if (batch % 7 === 0) expect((await verdictOn(desk, session, receipt)).verdict).toBe("OK");
      }
    }),
  );
  for (const session of sessions) expect(await storedLines(desk, session.sid)).toEqual(session.records);
  const { read } = desk.database;
  const leaves = await read.select().from(auditLeaves).orderBy(asc(auditLeaves.leaf));
  expect(leaves.map(({ leaf }) => leaf)).toEqual(Array.from({ length: SESSIONS * BATCHES }, (_, i) => i));
  expect(new Set(leaves.map(({ text }) => text)).size).toBe(leaves.length);
  expect(await read.$count(auditCheckpoints)).toBe(leaves.length);
  const [head] = await read.select().from(auditLogs).where(eq(auditLogs.workspaceId, desk.workspaceId));
  const root = await rootFromTiles(HASHER, workspaceTiles(read, HASHER, desk.workspaceId), leaves.length);
  expect(root).toEqual({ ok: true, value: new Uint8Array(head?.root ?? []) });
});

test("the same batch to two at once is taken once", async () => {
  const desk = await newDesk();
  const two = deskOf(another(desk.database), desk.author, desk.workspaceId);
  const session = new SentSession().grow(60);
  for (let old = 0; old < 60; old += 20) {
    const batch = await session.batch(old, old + 20);
    const outcomes = await Promise.allSettled([desk, two].map((each) => each.send(batch)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  }
  expect(await storedLines(desk, session.sid)).toEqual(session.records);
});

test("who writes a workspace is in its lease, with a fence that grows when it changes hands", async () => {
  const desk = await newDesk();
  const two = deskOf(another(desk.database), desk.author, desk.workspaceId);
  const session = new SentSession().grow(50);
  const leases: { holder: string; fence: number }[] = [];
  for (const [place, at] of [desk, desk, two, two, desk].entries()) {
    await at.send(await session.batch(place * 10, place * 10 + 10));
    const [lease] = await desk.database.read.select().from(auditLeases);
    leases.push({ holder: lease?.holder ?? "", fence: lease?.fence ?? 0 });
  }
  expect(leases.map(({ fence }) => fence)).toEqual([1, 1, 2, 2, 3]);
  const [one, , other, , again] = leases.map(({ holder }) => holder);
  expect(other).not.toBe(one);
  expect(again).toBe(one);
});

test("a database that is not a file takes the same batches", async () => {
  const folder = await tempFolder();
  const { url } = await hranaPeer(path.join(folder, "far.db"));
  await prepareDatabase(envOf({ DATA_DIR: folder, DATABASE_URL: url }));
  const database = openDatabase({ url, authToken: undefined });
  onTestFinished(() => database.close());
  const desk = await newDesk(database);
  const session = new SentSession().grow(620).close();
  for (const [old, to] of [
    [0, 300],
    [300, 621],
  ] as const) {
    const receipt = await desk.send(await session.batch(old, to));
    expect((await verdictOn(desk, session, receipt)).verdict).toBe("OK");
  }
  expect(await storedLines(desk, session.sid)).toEqual(session.records);
  expect(await desk.refused(await session.batch(300))).toMatchObject({
    code: "LOG_CONFLICT",
    details: { size: 621, note: await session.note() },
  });
});

test("a full disk is a refusal: nothing is half there, and the next batch is taken", async () => {
  const desk = await newDesk();
  const session = new SentSession().grow(900);
  await desk.send(await session.batch(0, 100));
  // As many pages as there are now: the next one that is needed is not to be had.
  await desk.database.writeBy(async (statements) => {
    const [{ page_count: pages } = {}] = await statements.rows("PRAGMA page_count", []);
    await statements.rows(`PRAGMA max_page_count = ${Number(pages)}`, []);
  });
  expect(await desk.refused(await session.batch(100, 500))).toEqual({
    code: "NOT_READY",
    details: undefined,
  });
  expect(await desk.database.read.$count(auditRecords)).toBe(100);
  expect(await desk.database.read.$count(auditLeaves)).toBe(1);
  const receipt = await desk.send(await session.batch(100, 600));
  expect((await verdictOn(desk, session, receipt)).verdict).toBe("OK");
  expect(await storedLines(desk, session.sid)).toEqual(session.records.slice(0, 600));
});

test("a locked database is a refusal, and others are served meanwhile", { timeout: 60_000 }, async () => {
  const desk = await newDesk();
  const session = new SentSession().grow(30);
  await desk.send(await session.batch(0, 10));
  const { url } = desk.database as Database & { readonly url: string };
  const other = createClient({ url });
  onTestFinished(() => other.close());
  const held = await other.transaction("write");
  let isRefused = false;
  const refused = desk.refused(await session.batch(10)).finally(() => {
    isRefused = true;
  });
  let served = 0;
  while (!isRefused) {
    const { workspaceId } = desk;
    await callerOf(desk.database, desk.author).audit.head({ workspaceId, sid: session.sid });
    await new Promise((resolve) => setImmediate(resolve));
    served += 1;
  }
  expect(await refused).toEqual({ code: "NOT_READY", details: undefined });
  expect(served).toBeGreaterThan(3);
  held.close();
  await desk.send(await session.batch(10));
  expect(await storedLines(desk, session.sid)).toEqual(session.records);
});

test("a batch that the database refuses does not take along those that wait with it", async () => {
  const desk = await newDesk();
  const sessions = Array.from({ length: 5 }, (_, i) => new SentSession({ number: i + 1 }).grow(10));
  const third = sessions[2]?.sid ?? "";
  await desk.database.writeBy(async (statements) => {
    const name = `CREATE TRIGGER refuse BEFORE INSERT ON audit_sessions WHEN NEW.sid = '${third}'`;
    await statements.run(`${name} BEGIN SELECT RAISE(ABORT, 'not this one'); END`, []);
  });
  const outcomes = await Promise.allSettled(sessions.map(async (each) => desk.send(await each.batch())));
  expect(outcomes.map(({ status }) => status === "fulfilled")).toEqual([true, true, false, true, true]);
  expect(await desk.database.read.$count(auditSessions)).toBe(4);
  const leaves = await desk.database.read.select().from(auditLeaves).orderBy(asc(auditLeaves.leaf));
  expect(leaves.map(({ leaf }) => leaf)).toEqual([0, 1, 2, 3]);
});
