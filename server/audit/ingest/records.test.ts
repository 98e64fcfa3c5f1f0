import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { utf8 } from "@/lib/audit/bytes";
import { MAX_BATCH_BYTES } from "@/lib/audit/sync/wire";
import { rootOf } from "@/lib/audit/tree";
import { newId } from "@/lib/ids";
import { auditRecords } from "../../db/schema";
import { newDesk } from "./testing/sending";
import { HASHER, SentSession } from "./testing/sent-session";

describe("422 for a record", () => {
  const forged = async (change: (records: string[], session: SentSession) => void) => {
    const desk = await newDesk();
    const session = new SentSession().grow(20);
    await desk.send(await session.batch(0, 10));
    const records = session.records.slice(10);
    change(records, session);
    const refused = await desk.refused({ ...(await session.batch(10)), records });
    expect(await desk.database.read.$count(auditRecords)).toBe(10);
    return refused;
  };
  const swap = (from: string | RegExp, to: string) => (records: string[]) => {
    records[3] = (records[3] ?? "").replace(from, to);
  };
  test.each([
    ["a forged link", swap(/"prev":"[0-9a-f]{4}/, '"prev":"feed'), "BROKEN_LINK"],
    ["another number", swap('"seq":13', '"seq":14'), "GAP"],
    ["another session", swap("-000000000001", "-000000000002"), "FOREIGN_SESSION"],
    ["a space", swap('{"data":', '{ "data":'), "NOT_CANONICAL"],
    ["members in another order", swap('"v":1}', '"v":1,"a":1}'), "NOT_CANONICAL"],
    ["another version", swap('"v":1}', '"v":2}'), "UNKNOWN_VERSION"],
    ["no object", swap("{", "["), "PARSE"],
  ])("with %s", async (_, change, verdict) => {
    expect(await forged(change)).toEqual({ code: "LOG_BAD_RECORD", details: { seq: 13, verdict } });
  });

  test("two in one string, with an empty one to make up for it", async () => {
    const refused = await forged((records) => {
      records.splice(2, 2, `${records[2]}\n${records[3]}`, "");
    });
    expect(refused).toMatchObject({ code: "LOG_BAD_RECORD", details: { seq: 12 } });
  });

  test("half a surrogate pair, whose bytes are those of another character", async () => {
    const desk = await newDesk();
    const session = new SentSession().append({
      type: "fs.read",
      data: { code: "ALLOWED", request: { path: "/\ufffd" }, verdict: "allow" },
    });
    const batch = await session.batch();
    const records = batch.records.map((record) => record.replace("\ufffd", "\ud800"));
    const refused = await desk.refused({ ...batch, records });
    expect(refused).toEqual({ code: "LOG_BAD_RECORD", details: { seq: 1, verdict: "NOT_CANONICAL" } });
  });

  test("out of order, or twice in one batch", async () => {
    const swapped = await forged((records) => records.splice(4, 2, records[5] ?? "", records[4] ?? ""));
    expect(swapped).toEqual({ code: "LOG_BAD_RECORD", details: { seq: 14, verdict: "GAP" } });
    const doubled = await forged((records) => records.splice(5, 1, records[4] ?? ""));
    expect(doubled).toEqual({ code: "LOG_BAD_RECORD", details: { seq: 15, verdict: "GAP" } });
  });

  test("behind the one that closes the session", async () => {
    const desk = await newDesk();
    const session = new SentSession().grow(5).close().grow(8);
    const refused = await desk.refused(await session.batch());
    expect(refused).toEqual({ code: "LOG_BAD_RECORD", details: { seq: 6, verdict: "AFTER_CLOSE" } });
    await desk.send(await session.batch(0, 6));
    expect(await desk.refused(await session.batch(6))).toEqual(refused);
  });

  test.each([
    ["opens nothing", { type: "agent.exit", data: { code: 0 } }, "PARSE"],
    ["names no key", { vkey: "none" }, "UNKNOWN_KEY"],
    ["names another's key", { number: 2 }, "FOREIGN_SESSION"],
    ["is of another workspace", { workspace: newId("workspace") }, "FOREIGN_SESSION"],
  ])("the first that %s", async (_, change: Record<string, unknown>, verdict) => {
    const desk = await newDesk();
    const other = new SentSession({ number: 2 });
    const vkey = JSON.parse(other.records[0] ?? "").data.vkey as string;
    const opening = "number" in change ? { vkey } : change;
    const session = new SentSession({ opening: "type" in change ? {} : opening }).grow(3);
    const batch = await session.batch();
    const [first = "", ...rest] = batch.records;
    const records = "type" in change ? [first.replace("session.open", "agent.exit"), ...rest] : batch.records;
    expect(await desk.refused({ ...batch, records })).toEqual({
      code: "LOG_BAD_RECORD",
      details: { seq: 0, verdict },
    });
  });
});

test("a record of a type that is not known here is taken: a log of tomorrow is not forged", async () => {
  const desk = await newDesk();
  const session = new SentSession().grow(10);
  const [last = ""] = session.records.slice(-1);
  const records = [...session.records.slice(0, -1), last.replace('"fs.read"', '"future.thing"')];
  const root = rootOf(
    HASHER,
    records.map((record) => HASHER.leaf(utf8(record))),
  );
  const batch = { ...(await session.batch()), records, note: await session.note(10, root) };
  expect((await desk.send(batch)).size).toBe(10);
  const [row] = await desk.database.read.select().from(auditRecords).where(eq(auditRecords.seq, 9));
  expect(row).toMatchObject({ type: "future.thing", verdict: "allow", line: records[9] });
  for (const type of ["Future.thing", "future", "future..thing", "é.x", ""]) {
    const bad = [...records.slice(0, 9), last.replace("fs.read", type)];
    expect(await (await newDesk()).refused({ ...batch, records: bad })).toMatchObject({
      details: { seq: 9, verdict: "PARSE" },
    });
  }
});

describe("limits", () => {
  test("a batch that is larger than allowed is refused before it is read", async () => {
    const desk = await newDesk();
    const batch = await new SentSession().batch();
    const records = Array.from({ length: 70 }, () => "x".repeat(16_000));
    expect(await desk.refused({ ...batch, records })).toMatchObject({ code: "TOO_LARGE" });
    const wide = Array.from({ length: 70 }, () => "ž".repeat(8_000));
    expect(70 * 8_000).toBeLessThan(MAX_BATCH_BYTES);
    expect(await desk.refused({ ...batch, records: wide })).toMatchObject({ code: "TOO_LARGE" });
    await expect(desk.send({ ...batch, records: Array(501).fill("x") })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
    const long = new SentSession().grow(3);
    const huge = [...long.records.slice(0, 2), `${"x".repeat(17_000)}`];
    expect(await desk.refused({ ...(await long.batch()), records: huge })).toMatchObject({
      code: "LOG_BAD_RECORD",
      details: { seq: 2, verdict: "PARSE" },
    });
  });
});
