import { beforeEach, describe, expect, test, vi } from "vitest";
import { auditSessions } from "../../db/schema";
import { callerOf, newAuthor } from "../../testing/people";
import { tempDatabase } from "../../testing/temp-database";
import { recordSession } from "../testing/record";
import { intruder, type Stored, send, storedSession } from "../testing/stored";

/** What is refused is told in the log of the server; here only the answers matter. */
beforeEach(() => void vi.spyOn(process.stderr, "write").mockReturnValue(true));

const SIZE = 600;
const stored = () => storedSession({ size: SIZE, batch: 50, isClosed: true });
const verdictOf = ({ caller, workspaceId, sid }: Stored) => caller.audit.verify({ workspaceId, sid });

/** What was done with plain SQLite, and what is said of it. */
const CHANGES: readonly {
  readonly what: string;
  readonly sql: readonly string[];
  readonly code: string;
  readonly seq?: number;
  readonly in?: string;
}[] = [
  {
    what: "the text of a record",
    sql: ["UPDATE audit_records SET line = replace(line, 'file-77.', 'file-78.') WHERE seq = 77"],
    ...{ code: "BROKEN_LINK", seq: 78 },
  },
  {
    what: "the text of the last record",
    sql: ["UPDATE audit_records SET line = replace(line, 'complete', 'completf') WHERE seq = 599"],
    ...{ code: "ROOT_MISMATCH", seq: 599 },
  },
  {
    what: "a record to what is no record",
    sql: ["UPDATE audit_records SET line = 'nothing happened' WHERE seq = 77"],
    ...{ code: "PARSE", seq: 77 },
  },
  {
    what: "a record to bytes that are no text",
    sql: ["UPDATE audit_records SET line = CAST(x'ff7b7d' AS TEXT) WHERE seq = 77"],
    ...{ code: "PARSE", seq: 77 },
  },
  {
    what: "a record that is gone",
    sql: ["DELETE FROM audit_records WHERE seq = 77"],
    ...{ code: "GAP", seq: 77 },
  },
  {
    what: "the first record, gone",
    sql: ["DELETE FROM audit_records WHERE seq = 0"],
    ...{ code: "GAP", seq: 0 },
  },
  {
    what: "an end that was cut off",
    sql: ["DELETE FROM audit_records WHERE seq >= 590"],
    ...{ code: "MISSING_ENTRIES", seq: 590 },
  },
  {
    what: "an end that was cut off, and the row with it",
    sql: ["DELETE FROM audit_records WHERE seq >= 550", "UPDATE audit_sessions SET size = 550"],
    ...{ code: "MISSING_ENTRIES", seq: 550 },
  },
  {
    what: "a record to another spelling of itself",
    sql: ["UPDATE audit_records SET line = line || ' ' WHERE seq = 77"],
    ...{ code: "NOT_CANONICAL", seq: 77 },
  },
  {
    what: "a record that was put in behind the end",
    sql: [
      "INSERT INTO audit_records SELECT session_id, 600, type, verdict, replace(line, '\"seq\":599', '\"seq\":600') FROM audit_records WHERE seq = 599",
    ],
    ...{ code: "BROKEN_LINK", seq: 600 },
  },
  {
    what: "a record that was put in before the beginning",
    sql: [
      "INSERT INTO audit_records SELECT session_id, -1, type, verdict, line FROM audit_records WHERE seq = 3",
    ],
    ...{ code: "GAP", seq: 0 },
  },
  {
    what: "two records that changed places",
    sql: [
      "UPDATE audit_records SET seq = -5 WHERE seq = 5",
      "UPDATE audit_records SET seq = 5 WHERE seq = 6",
      "UPDATE audit_records SET seq = 6 WHERE seq = -5",
    ],
    ...{ code: "GAP", seq: 5 },
  },
  {
    what: "two records in one row",
    sql: [
      "UPDATE audit_records SET line = line || char(10) || (SELECT line FROM audit_records WHERE seq = 8) WHERE seq = 7",
      "DELETE FROM audit_records WHERE seq = 8",
    ],
    ...{ code: "ROOT_MISMATCH", seq: 7 },
  },
  {
    what: "a denial that no search finds",
    sql: ["UPDATE audit_records SET verdict = 'allow' WHERE seq = 7"],
    ...{ code: "NOT_CANONICAL", seq: 7 },
  },
  {
    what: "a record under another type",
    sql: ["UPDATE audit_records SET type = 'fs.list' WHERE seq = 9"],
    ...{ code: "NOT_CANONICAL", seq: 9 },
  },
  {
    what: "the note of the last checkpoint",
    sql: [
      "UPDATE audit_checkpoints SET note = replace(note, char(10) || '600' || char(10), char(10) || '601' || char(10)) WHERE size = 600",
    ],
    code: "BAD_SIGNATURE",
  },
  {
    what: "the last checkpoint, gone",
    sql: ["DELETE FROM audit_checkpoints WHERE size = 600"],
    ...{ code: "UNANCHORED_TAIL", seq: 550 },
  },
  {
    what: "the root of a checkpoint in the middle",
    sql: ["UPDATE audit_checkpoints SET root = zeroblob(32) WHERE size = 300"],
    ...{ code: "ROOT_MISMATCH", in: "checkpoints" },
  },
  {
    what: "the note of a checkpoint in the middle",
    sql: [
      "UPDATE audit_checkpoints SET note = (SELECT note FROM audit_checkpoints WHERE size = 250) WHERE size = 300",
    ],
    ...{ code: "ROOT_MISMATCH", in: "checkpoints" },
  },
  {
    what: "a hash in a tile",
    sql: ["UPDATE audit_session_tiles SET hashes = zeroblob(8192) WHERE level = 0 AND tile = 1"],
    ...{ code: "ROOT_MISMATCH", seq: 256, in: "tiles" },
  },
  {
    what: "a tile that is gone",
    sql: ["DELETE FROM audit_session_tiles WHERE tile = 0"],
    ...{ code: "MISSING_ENTRIES", in: "tiles" },
  },
  {
    what: "a leaf in the log of the workspace",
    sql: [
      "UPDATE audit_leaves SET text = replace(text, char(10) || '250' || char(10), char(10) || '251' || char(10))",
    ],
    code: "ROOT_MISMATCH",
  },
  {
    what: "a leaf that is gone",
    sql: ["DELETE FROM audit_leaves WHERE leaf = 4"],
    code: "ROOT_MISMATCH",
  },
  {
    what: "the head of the log of the workspace",
    sql: ["UPDATE audit_logs SET root = zeroblob(32)"],
    ...{ code: "ROOT_MISMATCH", in: "workspace" },
  },
  {
    what: "the key in the row of the session",
    sql: ["UPDATE audit_sessions SET vkey = replace(vkey, '+', '+0')"],
    code: "UNKNOWN_KEY",
  },
  {
    what: "the root in the row of the session",
    sql: ["UPDATE audit_sessions SET root = zeroblob(32)"],
    ...{ code: "ROOT_MISMATCH", in: "session" },
  },
];

describe("what is stored and what was signed", () => {
  test("are the same, and are said to be", async () => {
    const verdict = await verdictOf(await stored());
    expect(verdict).toMatchObject({ code: "OK", size: SIZE, covered: SIZE, faults: [] });
    expect(verdict.seq).toBeUndefined();
  });

  test.each(CHANGES)("$what: named by code and record", async ({ sql, code, seq, in: where }) => {
    const at = await stored();
    const client = await intruder(at);
    for (const statement of sql) expect((await client.execute(statement)).rowsAffected).toBeGreaterThan(0);
    const verdict = await verdictOf(at);
    expect({ code: verdict.code, sid: verdict.sid, why: verdict.why, faults: verdict.faults }).toMatchObject({
      code,
      sid: at.sid,
    });
    if (seq !== undefined) expect(verdict.seq).toBe(seq);
    if (where !== undefined) expect(verdict.faults[0]?.in).toBe(where);
    expect(verdict.why).not.toContain("file-");
  });
});

test("a session that was cut off everywhere but in the log of the workspace went back", async () => {
  const at = await stored();
  const shorter = await tempDatabase();
  const author = await newAuthor(shorter);
  const { id: workspaceId } = await callerOf(shorter, author).workspace.create({ name: "shorter" });
  await send(
    { database: shorter, author, workspaceId },
    { ...at.recorded, batches: at.recorded.batches.slice(0, -1) },
  );
  const [row] = await shorter.read.select().from(auditSessions);
  if (!row) throw new Error("no row");
  const client = await intruder(at);
  await client.execute("DELETE FROM audit_records WHERE seq >= 550");
  await client.execute("DELETE FROM audit_checkpoints WHERE size > 550");
  await client.execute({
    sql: "UPDATE audit_sessions SET size = 550, root = ?, link = ?, range = ?, closed = NULL",
    args: [row.root, row.link, row.range],
  });
  expect(await verdictOf(at)).toMatchObject({ code: "ROLLBACK", seq: 550, sid: at.sid, covered: 550 });
});

describe("a session that was deleted", () => {
  test("is still known to the log of its workspace", async () => {
    const at = await stored();
    const client = await intruder(at);
    await client.execute("DELETE FROM audit_sessions");
    await client.execute("DELETE FROM audit_records");
    await client.execute("DELETE FROM audit_checkpoints");
    const verdict = await verdictOf(at);
    expect(verdict).toMatchObject({ code: "MISSING_ENTRIES", sid: at.sid, seq: 0, size: 0 });
    expect(verdict.why).toContain("over 600 records");
  });

  test("is told from one that never was, and to members alone", async () => {
    const at = await stored();
    const never = { ...at, sid: "0190c9d2-0000-7000-8000-000000000001" };
    await expect(verdictOf(never)).rejects.toMatchObject({ cause: { code: "NOT_FOUND" } });
    const stranger = callerOf(at.database, await newAuthor(at.database));
    await expect(verdictOf({ ...at, caller: stranger })).rejects.toMatchObject({
      cause: { code: "NOT_FOUND" },
    });
  });
});

test("a fault in one session is not said of another in the same workspace", async () => {
  const at = await stored();
  const other = await recordSession({ size: 300, isClosed: true });
  await send(at, other);
  const client = await intruder(at);
  await client.execute("UPDATE audit_records SET line = line || ' ' WHERE session_id = 1 AND seq = 10");
  expect((await verdictOf(at)).code).toBe("NOT_CANONICAL");
  expect(await verdictOf({ ...at, sid: other.sid })).toMatchObject({ code: "OK", size: 300 });
});
