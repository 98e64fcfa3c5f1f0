import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { toBase64, utf8 } from "@/lib/audit/bytes";
import { parseNote, signNote, writeCheckpoint } from "@/lib/audit/note";
import { proveConsistency } from "@/lib/audit/tree";
import { newId } from "@/lib/ids";
import { auditCheckpoints, auditEvidence, auditLeaves, auditRecords, auditSessions } from "../../db/schema";
import { callerOf, join, NOON, newAuthor } from "../../testing/people";
import { deskOf, newDesk, storedLines, verdictOn } from "./testing/sending";
import { HASHER, SentSession } from "./testing/sent-session";

const later = (seconds: number) => new Date(NOON.getTime() + seconds * 1_000);
const rows = async (desk: Awaited<ReturnType<typeof newDesk>>) => [
  await desk.database.read.$count(auditSessions),
  await desk.database.read.$count(auditRecords),
  await desk.database.read.$count(auditLeaves),
];

describe("200", () => {
  test("a receipt for each batch, which verifies with the records", async () => {
    const desk = await newDesk();
    const session = new SentSession().grow(700).close();
    const receipts = [
      await desk.send(await session.batch(0, 500)),
      await desk.send(await session.batch(500)),
    ];
    for (const receipt of receipts) {
      const report = await verdictOn(desk, session, receipt);
      expect(report).toMatchObject({ verdict: "OK", faults: [] });
      expect(report.states).toMatchObject({
        countersigned: { size: receipt.size },
        anchored: { size: receipt.size },
      });
    }
    expect(await storedLines(desk, session.sid)).toEqual(session.records);
    const [row] = await desk.database.read.select().from(auditSessions);
    expect(row).toMatchObject({
      ...{ sid: session.sid, size: 701, agent: "report-writer", driver: "embedded", closed: "complete" },
      ...{ allowed: 629, denied: 70, approvals: 0, sanitized: 0, nonceAt: null },
      ...{ firstTs: "2026-03-01T12:00:00.000Z", lastTs: "2026-03-01T12:00:07.000Z" },
    });
  });

  test("the same receipt once more, for who lost it: nothing is added", async () => {
    const desk = await newDesk();
    const session = new SentSession().grow(40);
    const first = await desk.send(await session.batch());
    const before = await rows(desk);
    const again = await desk.send(await session.batch(40), later(3_600));
    expect({ ...again, proof: "" }).toEqual({ ...first, proof: "" });
    expect((await verdictOn(desk, session, again)).verdict).toBe("OK");
    expect(await rows(desk)).toEqual(before);
    const { workspaceId } = desk;
    const head = await callerOf(desk.database, desk.author).audit.head({ workspaceId, sid: session.sid });
    expect(head).toEqual({ size: 40, note: await session.note(), receipt: again });
  });

  test("records of any script, kept to the byte", async () => {
    const desk = await newDesk();
    const session = new SentSession();
    for (const path of ["/\u0000\n\t", "/žluťoučký", "/🐴", '/"\\', "/\u2028\ufffd\ufeff", "/-- '; DROP"]) {
      session.append({ type: "fs.read", data: { code: "ALLOWED", request: { path }, verdict: "allow" } });
    }
    const receipt = await desk.send(await session.batch());
    expect(await storedLines(desk, session.sid)).toEqual(session.records);
    expect((await verdictOn(desk, session, receipt)).verdict).toBe("OK");
  });

  test("a proof that leads there is taken", async () => {
    const desk = await newDesk();
    const session = new SentSession().grow(30);
    await desk.send(await session.batch(0, 10));
    const leaves = session.records.map((record) => HASHER.leaf(utf8(record)));
    const proof = proveConsistency(HASHER, leaves, 10, 30).map(toBase64);
    expect((await desk.send({ ...(await session.batch(10)), proof })).size).toBe(30);
  });

  test("the time of a session never goes back, whatever the clock does", async () => {
    const desk = await newDesk();
    const session = new SentSession().grow(30);
    const times: number[] = [];
    for (const [place, seconds] of [0, 100, -86_400, 50, 101].entries()) {
      const batch = await session.batch(place * 6, place * 6 + 6);
      times.push((await desk.send(batch, later(seconds))).time - NOON.getTime() / 1_000);
    }
    expect(times).toEqual([0, 100, 100, 100, 101]);
  });
});

describe("400", () => {
  test.each([
    ["begins behind its checkpoint", { old: 31 }],
    ["does not reach its checkpoint", { records: 29 }],
    ["goes beyond its checkpoint", { note: 29 }],
  ])("a batch that %s", async (_, { old = 0, records = 30, note = 30 }: Record<string, number>) => {
    const desk = await newDesk();
    const session = new SentSession().grow(30);
    if (old > 0) await desk.send(await session.batch());
    const batch = {
      ...(await session.batch()),
      ...(old > 0 ? { old, records: [] } : { records: session.records.slice(0, records) }),
      note: await session.note(note),
    };
    expect(await desk.refused(batch)).toMatchObject({ code: "LOG_BAD_SIZE" });
  });

  test("a note that is none", async () => {
    const desk = await newDesk();
    const batch = await new SentSession().grow(3).batch();
    for (const note of ["x", batch.note.slice(0, -2), batch.note.replace("3\n", "03\n")]) {
      expect(await desk.refused({ ...batch, note })).toMatchObject({ code: "BAD_REQUEST" });
    }
  });
});

describe("403", () => {
  test("another session's key, and a signature that does not hold", async () => {
    const desk = await newDesk();
    const session = new SentSession().grow(30);
    const forger = new SentSession({ number: 1, key: 99 });
    await desk.send(await session.batch(0, 10));
    const text = writeCheckpoint({ origin: session.origin, size: 30, root: session.root() });
    const foreign = { ...(await session.batch(10)), note: await signNote(text, [forger.signer]) };
    expect(await desk.refused(foreign)).toMatchObject({ code: "LOG_BAD_SIGNATURE" });
    const other = (await session.batch(0, 20)).note.split("\n\n")[1];
    const swapped = { ...(await session.batch(10)), note: `${text}\n${other}` };
    expect(await desk.refused(swapped)).toMatchObject({ code: "LOG_BAD_SIGNATURE" });
    expect((await rows(desk))[1]).toBe(10);
  });

  test("a viewer may look and not send", async () => {
    const { database, workspaceId } = await newDesk();
    const viewer = await newAuthor(database);
    await join(database, workspaceId, viewer, "viewer");
    const desk = deskOf(database, viewer, workspaceId);
    expect(await desk.refused(await new SentSession().batch())).toMatchObject({ code: "NO_PERMISSION" });
  });
});

describe("404", () => {
  test("an origin that is not the one of the session, and a session that cannot be known", async () => {
    const desk = await newDesk();
    const [one, two] = [new SentSession().grow(3), new SentSession({ number: 2 }).grow(3)];
    const mixed = { ...(await one.batch()), note: await two.note() };
    expect(await desk.refused(mixed)).toMatchObject({ code: "NOT_FOUND" });
    const elsewhere = new SentSession({ host: "other.example" }).grow(3);
    expect(await desk.refused(await elsewhere.batch())).toMatchObject({ code: "NOT_FOUND" });
    expect(await desk.refused({ ...(await one.batch()), records: [] })).toMatchObject({ code: "NOT_FOUND" });
  });

  test("a workspace that does not exist is not told apart from somebody else's", async () => {
    const { database, workspaceId } = await newDesk();
    const stranger = await newAuthor(database);
    const batch = await new SentSession().batch();
    for (const id of [workspaceId, newId("workspace"), "nothing"]) {
      expect(await deskOf(database, stranger, id).refused(batch)).toMatchObject({ code: "NOT_FOUND" });
    }
  });
});

describe("409", () => {
  test("tells how far the server is, with the note that the session signed for it", async () => {
    const desk = await newDesk();
    const session = new SentSession().grow(30);
    expect(await desk.refused(await session.batch(10))).toEqual({
      code: "LOG_CONFLICT",
      details: { size: 0 },
    });
    await desk.send(await session.batch(0, 20));
    const details = { size: 20, note: await session.note(20) };
    for (const batch of [await session.batch(10), await session.batch(0), await session.batch(0, 20)]) {
      expect(await desk.refused(batch)).toEqual({ code: "LOG_CONFLICT", details });
    }
    expect(await desk.refused(await session.batch(25))).toEqual({ code: "LOG_CONFLICT", details });
    expect(await desk.database.read.$count(auditEvidence)).toBe(0);
  });

  test("of many that send the same at once one is taken, and the others are told", async () => {
    const desk = await newDesk();
    const session = new SentSession().grow(300);
    for (const [old, to] of [
      [0, 100],
      [100, 300],
    ] as const) {
      const batch = await session.batch(old, to);
      const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => desk.send(batch)));
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      for (const outcome of outcomes) {
        if (outcome.status === "rejected")
          expect(outcome.reason.cause).toMatchObject({ code: "LOG_CONFLICT", details: { size: to } });
      }
    }
    expect(await rows(desk)).toEqual([1, 300, 2]);
  });
});

describe("422 for a checkpoint", () => {
  test("that is not the one of the records", async () => {
    const desk = await newDesk();
    const session = new SentSession().grow(20);
    const note = await session.note(20, HASHER.leaf(utf8("another")));
    expect(await desk.refused({ ...(await session.batch()), note })).toEqual({
      code: "LOG_BAD_PROOF",
      details: { verdict: "ROOT_MISMATCH" },
    });
    expect(await rows(desk)).toEqual([0, 0, 0]);
  });

  test("with a proof that proves nothing", async () => {
    const desk = await newDesk();
    const session = new SentSession().grow(30);
    await desk.send(await session.batch(0, 10));
    for (const proof of [[toBase64(session.root(10))], ["A".repeat(44)], ["!".repeat(44)]]) {
      const refused = await desk.refused({ ...(await session.batch(10)), proof });
      expect(refused).toMatchObject({ code: "LOG_BAD_PROOF" });
    }
  });

  test("that contradicts one of before: both notes are kept, once, and shown to members", async () => {
    const desk = await newDesk();
    const session = new SentSession().grow(20);
    const other = new SentSession().grow(20, "/elsewhere/file");
    await desk.send(await session.batch());
    const fork = { ...(await other.batch(20)), note: await other.note(20) };
    for (let time = 0; time < 2; time++) {
      expect(await desk.refused(fork)).toEqual({ code: "LOG_BAD_PROOF", details: { verdict: "FORK" } });
    }
    // Of a size that was passed long ago, and was never one of a batch: a contradiction all the same.
    expect(await desk.refused(await other.batch(0, 13))).toMatchObject({ code: "LOG_CONFLICT" });
    const { workspaceId, database, author } = desk;
    const { items } = await callerOf(database, author).audit.evidence({ workspaceId, sid: session.sid });
    const both = { code: "FORK", storedNote: await session.note(20), at: NOON.toISOString() };
    expect(items).toEqual([
      { ...both, offeredNote: await other.note(20) },
      { ...both, offeredNote: await other.note(13) },
    ]);
    expect(await storedLines(desk, session.sid)).toEqual(session.records);
  });
});

test("the same session in two workspaces is two sessions", async () => {
  const one = await newDesk();
  const two = await newDesk(one.database);
  const session = new SentSession().grow(10);
  await one.send(await session.batch());
  await two.send(await session.batch(0, 5));
  const sizes = await one.database.read
    .select({ size: auditSessions.size, workspaceId: auditSessions.workspaceId })
    .from(auditSessions)
    .orderBy(auditSessions.id);
  expect(sizes).toEqual([
    { size: 10, workspaceId: one.workspaceId },
    { size: 5, workspaceId: two.workspaceId },
  ]);
  const [kept] = await one.database.read
    .select({ note: auditCheckpoints.note })
    .from(auditCheckpoints)
    .where(eq(auditCheckpoints.size, 5));
  expect(parseNote(utf8(kept?.note ?? "")).ok).toBe(true);
});
