import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newSessionId } from "../recorder";
import { copiesToClear, KEPT_FOR_MS, KEPT_RECORDS, type LocalCopy } from "./clearing";

const NOW = Date.UTC(2026, 5, 1);
const copy = (begun: number, change: Partial<LocalCopy> = {}): LocalCopy => ({
  sid: newSessionId(() => begun),
  size: 10,
  isClosed: true,
  ackedSize: 10,
  hasEvidence: false,
  ...change,
});
const OLD = NOW - KEPT_FOR_MS - 1;

describe("local copies", () => {
  test("go when they are old and countersigned, and not before", () => {
    const [old, young] = [copy(OLD), copy(OLD + 2)];
    expect(copiesToClear([young, old], NOW)).toEqual([old.sid]);
  });

  test.each([
    ["a record is not countersigned", { ackedSize: 9 }],
    ["it is not closed", { isClosed: false }],
    ["there is evidence about it", { hasEvidence: true }],
    ["it has no record: it is just being opened", { size: 0, ackedSize: 0 }],
  ])("stay where %s", (_, change) => {
    expect(copiesToClear([copy(OLD, change), copy(0, { ...change })], NOW)).toEqual([]);
  });

  test("go by age where there are too many records", () => {
    const half = { size: KEPT_RECORDS / 2, ackedSize: KEPT_RECORDS / 2 };
    const [first, second, third] = [copy(NOW - 3, half), copy(NOW - 2, half), copy(NOW - 1, half)];
    expect(copiesToClear([third, first, second], NOW)).toEqual([first.sid]);
  });

  test("are never cleared before they are countersigned, however many there are", () => {
    const any = fc.record({
      size: fc.integer({ min: 0, max: 400_000 }),
      acked: fc.integer({ min: 0, max: 400_000 }),
      age: fc.integer({ min: 0, max: 2 * KEPT_FOR_MS }),
      isClosed: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), (all) => {
        const copies = all.map(({ size, acked, age, isClosed }) =>
          copy(NOW - age, { size, ackedSize: acked, isClosed }),
        );
        const cleared = new Set(copiesToClear(copies, NOW));
        for (const { sid, size, ackedSize, isClosed } of copies)
          if (cleared.has(sid)) expect(isClosed && ackedSize >= size).toBe(true);
      }),
    );
  });
});
