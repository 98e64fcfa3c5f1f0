import { describe, expect, test } from "vitest";
import { check, cosignerKey, hasher, receipt, session } from "./testing/check";
import { calls, TestSession } from "./testing/session";

describe("two logs of one session", () => {
  const other = new TestSession(hasher, { entries: calls(3).reverse() });

  test("two roots for one size", async () => {
    const checkpoints = [receipt, await other.receipt()];
    expect((await check(session.records, { checkpoints, keys: [cosignerKey] })).verdict).toBe("FORK");
    expect((await check(other.records, { checkpoints, keys: [cosignerKey] })).verdict).toBe("FORK");
  });

  test("a smaller checkpoint that is no beginning of a larger one", async () => {
    const checkpoints = [receipt, await other.receipt(5)];
    expect((await check(session.records, { checkpoints, keys: [cosignerKey] })).verdict).toBe("FORK");
  });

  test("records that agree with a smaller checkpoint only were changed behind it", async () => {
    const checkpoints = [await session.receipt(1), await other.receipt()];
    const report = await check(session.records, { checkpoints, keys: [cosignerKey] });
    expect(report.verdict).toBe("ROOT_MISMATCH");
  });

  test("several that agree are no fork", async () => {
    const checkpoints = [await session.receipt(3), receipt, receipt, await session.receipt(1)];
    expect((await check(session.records, { checkpoints, keys: [cosignerKey] })).verdict).toBe("OK");
  });
});
