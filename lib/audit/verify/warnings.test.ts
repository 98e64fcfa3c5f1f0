import { describe, expect, test } from "vitest";
import { utf8 } from "../bytes";
import { exitCode } from "./report";
import { check, cosignerKey, hasher, receipt, session, warningCodes } from "./testing/check";
import { calls, TestSession } from "./testing/session";

describe("warnings", () => {
  test("no close, calls without a result, a clock that was set back", async () => {
    const open = new TestSession(hasher, { isClosed: false, entries: calls(1) });
    open.append(calls(1)[0] as never);
    open.append({ type: "fs.read", data: { code: "DENIED_BY_RULE", verdict: "deny" } });
    open.append({ type: "fs.read", data: { code: "ALLOWED", verdict: "sanitize" } }, 0);
    const report = await check(open.records, { checkpoints: [await open.receipt()], keys: [cosignerKey] });
    expect(report.verdict).toBe("OK");
    expect(report.warnings).toMatchObject([
      { code: "NO_CLOSE", count: 1 },
      { code: "INCOMPLETE_CALL", count: 2, seq: 3 },
      { code: "CLOCK_BACKWARDS", count: 1, seq: 5 },
      { code: "NOT_WITNESSED", count: 1 },
    ]);
    expect(exitCode(report)).toBe(3);
    expect(exitCode(report, { allowIncomplete: true })).toBe(0);
  });

  test("the operator's own cosigner is no witness, whatever a policy calls it", async () => {
    const policy = utf8(`witness own ${cosignerKey}\nquorum own\n`);
    const report = await check(session.records, { checkpoints: [receipt], policy });
    expect(report).toMatchObject({ verdict: "OK", vouchedBy: "cosigner", isPolicyMet: true });
    expect(warningCodes(report)).toEqual(["NOT_WITNESSED"]);
  });
});
