import { describe, expect, test } from "vitest";
import { utf8 } from "../bytes";
import { RECORDS, ROOTS, SESSION_NOTE, TLOG_PROOF, VKEYS } from "../testing/worked-example";
import { exitCode } from "./report";
import { check, warningCodes } from "./testing/check";

const records = RECORDS.map(utf8);
const evidence = { checkpoints: [utf8(SESSION_NOTE)], proof: utf8(TLOG_PROOF) };
const policy = utf8(`log ${VKEYS.workspace}\nwitness server ${VKEYS.cosigner}\nquorum server\n`);

describe("the worked example", () => {
  test("is OK with its keys and a quorum, and warns of what it lacks", async () => {
    const report = await check(records, { ...evidence, keys: Object.values(VKEYS), policy });
    expect(report).toMatchObject({
      verdict: "OK",
      faults: [],
      covered: 4,
      vouchedBy: "caller",
      isPolicyMet: true,
      summary: {
        sid: "0198c0de-0000-7000-8000-000000000001",
        size: 4,
        root: ROOTS[4],
        first: "2026-01-01T00:00:00.000Z",
        last: "2026-01-01T00:00:03.000Z",
        isClosed: true,
      },
      states: {
        countersigned: { size: 4, by: [{ name: "audit.example/cosigner", time: 1_767_225_610 }] },
        anchored: { size: 4, origin: "audit.example/w/demo", index: 1, treeSize: 2 },
      },
    });
    // Its decisions have no results, and nobody but the operator of the log has signed.
    expect(report.warnings).toMatchObject([
      { code: "INCOMPLETE_CALL", count: 2, seq: 1 },
      { code: "NOT_WITNESSED" },
    ]);
    expect(report.states.witnessed).toBeUndefined();
    expect(exitCode(report)).toBe(0);
  });

  test("is unknown without its checkpoint, and nobody's with keys that are not its own", async () => {
    expect((await check(records)).verdict).toBe("unknown");
    expect((await check(records, evidence)).verdict).toBe("UNKNOWN_KEY");
    const cut = await check(records.slice(0, 3), { ...evidence, keys: Object.values(VKEYS) });
    expect(cut.verdict).toBe("MISSING_ENTRIES");
    expect(warningCodes(cut)).toContain("NO_CLOSE");
  });
});
