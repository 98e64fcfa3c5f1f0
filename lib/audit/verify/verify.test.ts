import { describe, expect, test } from "vitest";
import { AuditFault } from "../bytes";
import { exitCode } from "./report";
import { check, cosignerKey, hasher, proof, receipt, session, warningCodes } from "./testing/check";
import { POLICY, TIME } from "./testing/session";
import { verify } from "./verify";

describe("a log of which everything is known", () => {
  test("is OK, and says how far each state reaches", async () => {
    const report = await check(session.records, { checkpoints: [receipt], proof, ...session.knowledge });
    expect(report).toMatchObject({
      verdict: "OK",
      faults: [],
      warnings: [],
      covered: session.size,
      vouchedBy: "caller",
      isPolicyMet: true,
      states: {
        recorded: { size: session.size },
        countersigned: { size: session.size, by: [{ name: "audit.example/cosigner", time: TIME }] },
        anchored: { size: session.size, origin: "audit.example/w/demo", index: 2, treeSize: 4 },
        witnessed: { k: 2, n: 3, by: [{ name: "w4.example/witness" }, { name: "w5.example/witness" }] },
      },
      summary: {
        sid: session.sid,
        size: session.size,
        bytes: session.lines.length,
        isClosed: true,
        first: "2026-01-01T00:00:00.000Z",
        last: "2026-01-01T00:00:07.000Z",
        counts: {
          "session.open": { none: 1 },
          "fs.read": { allow: 3 },
          "fs.read.result": { none: 3 },
          "session.close": { none: 1 },
        },
      },
    });
    expect(exitCode(report)).toBe(0);
  });

  test("is the same by records as by lines, however those are cut", async () => {
    const options = { hasher, checkpoints: [receipt], proof, ...session.knowledge };
    const whole = await verify({ lines: [session.lines] }, options);
    expect(
      await verify({ records: [session.records.slice(0, 3), session.records.slice(3)] }, options),
    ).toEqual(whole);
    const bytes = Array.from(session.lines, (byte) => Uint8Array.of(byte));
    expect(await verify({ lines: bytes }, options)).toEqual(whole);
    for (let cut = 0; cut <= session.lines.length; cut += 97) {
      const lines = [session.lines.subarray(0, cut), new Uint8Array(0), session.lines.subarray(cut)];
      expect(await verify({ lines }, options)).toEqual(whole);
    }
  });
});

describe("a log without a checkpoint", () => {
  test("is unknown and never OK, whole or cut, whatever keys are known", async () => {
    for (let size = 0; size <= session.size; size++) {
      const report = await check(session.records.slice(0, size), { ...session.knowledge, sid: session.sid });
      expect(report).toMatchObject({ verdict: "unknown", faults: [], covered: 0, vouchedBy: "nobody" });
      expect(exitCode(report, { allowIncomplete: true })).toBe(3);
    }
  });

  test("says what is wrong with the records all the same", async () => {
    expect((await check(session.records.slice(1))).verdict).toBe("GAP");
  });
});

describe("checkpoints and records of different lengths", () => {
  test("a checkpoint ahead of the records: their end was cut off", async () => {
    for (let size = 0; size < session.size; size++) {
      const report = await check(session.records.slice(0, size), {
        checkpoints: [receipt],
        ...session.knowledge,
      });
      expect(report.verdict, `cut to ${size}`).toBe("MISSING_ENTRIES");
    }
  });

  test("a checkpoint behind the records: their end is covered by nothing", async () => {
    const checkpoints = [await session.receipt(2), await session.receipt(5)];
    const report = await check(session.records, { checkpoints, keys: [cosignerKey] });
    expect(report).toMatchObject({ verdict: "UNANCHORED_TAIL", covered: 5 });
    expect(report.states.countersigned?.size).toBe(5);
    expect(exitCode(report)).toBe(3);
    expect(exitCode(report, { allowIncomplete: true })).toBe(0);
  });

  test("the empty log, signed as empty", async () => {
    const options = { checkpoints: [await session.receipt(0)], keys: [session.vkey] };
    const report = await check([], options);
    expect(report).toMatchObject({ verdict: "OK", covered: 0, summary: { size: 0, bytes: 0 } });
    expect(warningCodes(report)).toContain("NO_CLOSE");
    expect(exitCode(report)).toBe(3);
  });
});

describe("what the caller got wrong", () => {
  test("keys and policies that cannot be read are faults, not less knowledge", async () => {
    await expect(check(session.records, { keys: ["nonsense"] })).rejects.toThrow(AuditFault);
    await expect(check(session.records, { policy: POLICY.subarray(0, 50) })).rejects.toThrow(AuditFault);
  });

  test("a source that fails", async () => {
    async function* failing() {
      yield session.lines;
      throw new Error("the disk is gone");
    }
    await expect(verify({ lines: failing() }, { hasher })).rejects.toThrow("the disk is gone");
  });
});
