import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { refused, stored } from "./testing/stored";

const lines: string[] = [];
beforeEach(() => {
  lines.length = 0;
  vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
});
afterEach(() => vi.restoreAllMocks());

describe("a session that is as it was signed", () => {
  test("may be signed, and is not looked at twice", async () => {
    const { database, open, ask, sessionId } = await stored({ size: 2_500, batch: 500, isClosed: true });
    const checks = open();
    await ask(checks);
    const read = vi.spyOn(database.read, "select");
    await checks.ensure({ workspaceId: "", sessionId }).catch(() => undefined);
    await ask(checks);
    expect(read.mock.calls.length).toBeLessThan(12);
    expect(lines).toEqual([]);
  });

  test("is looked at from its last point on at the next start", async () => {
    const { open, ask, tamper } = await stored({ size: 2_500, batch: 500 });
    const first = open();
    await ask(first);
    await first.close();
    // Before the point, where nothing is read again. A full look finds it.
    await tamper("UPDATE audit_records SET line = replace(line, 'file-7.', 'file-8.') WHERE seq = 7");
    const second = open();
    await ask(second);
    expect(await second.lookAgain(1)).toMatchObject({ code: "BROKEN_LINK", seq: 8 });
    await expect(ask(second)).rejects.toEqual(refused("BROKEN_LINK", 8));
  });

  test("is not asked for before it was looked at", async () => {
    const { database, open, workspaceId, sessionId } = await stored();
    const checks = open();
    await expect(checks.assertSignable(database.read, { workspaceId, sessionId })).rejects.toMatchObject({
      code: "NOT_READY",
    });
  });
});

describe("a session that is looked at while a page shows it", () => {
  test("is told how far that is, is not signed before the end, and then is", async () => {
    const { database, open, ask, workspaceId, sessionId } = await stored({ size: 6_500, batch: 500 });
    const checks = open();
    const subject = { workspaceId, sessionId };
    const seen: number[] = [];
    for (;;) {
      const underWay = await checks.underWay({ workspaceId, sessionId }, 0);
      if (!underWay) break;
      seen.push(underWay.looked);
      await expect(checks.assertSignable(database.read, subject)).rejects.toMatchObject({
        code: "NOT_READY",
      });
    }
    expect(seen.length).toBeGreaterThan(1);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBeLessThanOrEqual(6_500);
    // One look for both: nothing of it is read again.
    const read = vi.spyOn(database.read, "select");
    await ask(checks);
    expect(read.mock.calls.length).toBeLessThan(12);
  });

  test("is not waited for longer than somebody has patience, and a short one nobody hears of", async () => {
    const { open, workspaceId, sessionId } = await stored();
    expect(await open().underWay({ workspaceId, sessionId }, 60_000)).toBeUndefined();
  });

  test("is refused by what is found, whoever began the look", async () => {
    const { open, ask, tamper, workspaceId, sessionId } = await stored({ size: 3_000, batch: 500 });
    await tamper("UPDATE audit_records SET line = replace(line, 'file-7.', 'file-8.') WHERE seq = 7");
    const checks = open();
    await checks.underWay({ workspaceId, sessionId }, 0);
    await expect(ask(checks)).rejects.toEqual(refused("BROKEN_LINK", 8));
    expect(await checks.underWay({ workspaceId, sessionId }, 0)).toBeUndefined();
  });

  test("is looked at again where a look failed by itself", async () => {
    const { database, open, ask, workspaceId, sessionId } = await stored();
    const checks = open();
    const read = vi.spyOn(database.read, "select").mockImplementation(() => {
      throw new Error("locked");
    });
    expect(await checks.underWay({ workspaceId, sessionId }, 60_000)).toEqual({ looked: 0 });
    read.mockRestore();
    await ask(checks);
    expect(lines.join("")).toContain("audit.look");
  });
});

describe("what was changed behind the server's back is never signed again, and named", () => {
  test.each([
    [
      "an edited record",
      "UPDATE audit_records SET line = replace(line, 'file-7.', 'file-8.') WHERE seq = 7",
      "BROKEN_LINK",
      8,
    ],
    [
      "the last record of a batch",
      "UPDATE audit_records SET line = replace(line, 'file-29.', 'file-28.') WHERE seq = 29",
      "ROOT_MISMATCH",
      29,
    ],
    ["a record that is no JSON", "UPDATE audit_records SET line = 'x' WHERE seq = 3", "PARSE", 3],
    [
      "another spelling",
      "UPDATE audit_records SET line = replace(line, ',\"prev\"', ', \"prev\"') WHERE seq = 3",
      "NOT_CANONICAL",
      3,
    ],
    [
      "bytes that are no text",
      "UPDATE audit_records SET line = CAST(x'61ff62' AS TEXT) WHERE seq = 3",
      "PARSE",
      3,
    ],
    ["a record that is gone", "DELETE FROM audit_records WHERE seq = 12", "GAP", 12],
    ["an end that is gone", "DELETE FROM audit_records WHERE seq >= 27", "MISSING_ENTRIES", 27],
    [
      "a record too many",
      "INSERT INTO audit_records SELECT session_id, 30, type, verdict, line FROM audit_records WHERE seq = 29",
      "UNANCHORED_TAIL",
      30,
    ],
    [
      "two records that changed places",
      "UPDATE audit_records SET line = (SELECT line FROM audit_records WHERE seq = 6) WHERE seq = 5",
      "GAP",
      5,
    ],
    [
      "the first record",
      "UPDATE audit_records SET line = replace(line, 'report-writer', 'report-reader') WHERE seq = 0",
      "BROKEN_LINK",
      1,
    ],
    [
      "a checkpoint of another root",
      "UPDATE audit_checkpoints SET root = zeroblob(32) WHERE size = 20",
      "ROOT_MISMATCH",
      19,
    ],
    [
      "a note that nobody signed",
      "UPDATE audit_checkpoints SET note = (SELECT note FROM audit_checkpoints WHERE size = 20) WHERE size = 30",
      "ROOT_MISMATCH",
      29,
    ],
    [
      "a leaf that says something else",
      "UPDATE audit_leaves SET text = replace(text, char(10) || '20' || char(10), char(10) || '21' || char(10)) WHERE leaf = 1",
      "ROOT_MISMATCH",
      undefined,
    ],
    ["the row of the session", "UPDATE audit_sessions SET root = zeroblob(32)", "ROOT_MISMATCH", undefined],
    ["the link to go on from", "UPDATE audit_sessions SET link = zeroblob(32)", "ROOT_MISMATCH", undefined],
    [
      "the key of the session",
      "UPDATE audit_sessions SET vkey = 'localhost/s/x+00000000+AAAA'",
      "UNKNOWN_KEY",
      0,
    ],
  ])("%s", async (_, statement, code, seq) => {
    const { open, ask, tamper, database } = await stored();
    await tamper(statement);
    await expect(ask(open())).rejects.toEqual(refused(code, seq));
    expect(lines.join("")).toContain(`"code":"${code}"`);
    database.close();
  });

  test("a session that was shortened in every table but the log of its workspace", async () => {
    const { open, ask, tamper } = await stored();
    await tamper(
      "DELETE FROM audit_records WHERE seq >= 20",
      "DELETE FROM audit_checkpoints WHERE size = 30",
      "UPDATE audit_sessions SET size = 20, root = (SELECT root FROM audit_checkpoints WHERE size = 20)",
    );
    await expect(ask(open())).rejects.toMatchObject({ code: "LOG_REFUSED" });
  });

  test("one line names workspace, session, record and code; the fault stays for every process", async () => {
    const { open, ask, tamper, workspaceId, sid } = await stored();
    await tamper("DELETE FROM audit_records WHERE seq = 12");
    await expect(ask(open())).rejects.toEqual(refused("GAP", 12));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      event: "audit.refused",
      workspaceId,
      session: sid,
      seq: 12,
      code: "GAP",
    });
    await expect(ask(open())).rejects.toEqual(refused("GAP", 12));
    expect(lines).toHaveLength(1);
  });
});

describe("a point in the database is not believed", () => {
  test.each([
    ["with another link", "link = zeroblob(32)"],
    ["with another tree", "range = zeroblob(64)"],
    ["with no tree", "range = x''"],
    ["behind the end of the session", "size = 31"],
    ["below nothing", "size = -1"],
  ])("one %s: the records are read from the first", async (_, set) => {
    const { open, ask, tamper } = await stored();
    const first = open();
    await ask(first);
    await first.close();
    await tamper(
      `UPDATE audit_checks SET ${set}`,
      "UPDATE audit_records SET line = replace(line, 'file-2.', 'file-3.') WHERE seq = 2",
    );
    await expect(ask(open())).rejects.toEqual(refused("BROKEN_LINK", 3));
  });
});

describe("the look at everything", () => {
  test("finds what nobody touched, and lets others run meanwhile", async () => {
    const { open, tamper, database } = await stored({ size: 4_000, batch: 500 });
    await tamper("DELETE FROM audit_records WHERE seq = 3900");
    const checks = open();
    checks.start();
    let turns = 0;
    const ticking = setInterval(() => turns++, 0);
    await expect.poll(() => checks.progress().state).toBe("done");
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(1);
    expect(checks.progress()).toMatchObject({ looked: 1, of: 1, failed: 0 });
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ seq: 3900, code: "GAP" });
    await checks.close();
    database.close();
  });
});
