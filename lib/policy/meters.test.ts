import { describe, expect, it } from "vitest";
import { count, hasBudget, hasRate, newMeters } from "./meters";

const call = (limit: number, window: number) => ({ rule: "r", amount: 1, window_ms: window, limit });

describe("sliding windows", () => {
  it("let N calls through in any stretch of the window's length", () => {
    const meters = newMeters(1000);
    const allowed: number[] = [];
    for (meters.now = 1000; meters.now < 1400; meters.now += 10) {
      if (!hasRate(meters, "r", 3, 100)) continue;
      count(meters, call(3, 100));
      allowed.push(meters.now);
    }
    expect(allowed.slice(0, 7)).toEqual([1000, 1010, 1020, 1100, 1110, 1120, 1200]);
    for (const [index, at] of allowed.entries())
      expect((allowed[index + 3] ?? Infinity) - at).toBeGreaterThanOrEqual(100);
  });

  it("keep no more than they need", () => {
    const meters = newMeters(0);
    for (meters.now = 0; meters.now < 100_000; meters.now += 7)
      if (hasRate(meters, "r", 5, 1000)) count(meters, call(5, 1000));
    expect(meters.windows.r?.length).toBeLessThanOrEqual(10);
    for (meters.now = 0; meters.now < 86_400_000; meters.now += 9000)
      count(meters, { ...call(100_000, 86_400_000), rule: "big" });
    expect(meters.windows.big?.length).toBeLessThanOrEqual(2 * 1030);
  });

  it("do not forget when the clock goes back or stops being one", () => {
    const meters = newMeters(1000);
    count(meters, call(1, 100));
    meters.now = 500;
    expect(hasRate(meters, "r", 1, 100)).toBe(false);
    count(meters, call(1, 100));
    meters.now = 1050;
    expect(hasRate(meters, "r", 2, 100)).toBe(false);
    for (const now of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(hasRate({ ...meters, now }, "r", 9, 100)).toBe(false);
  });

  it("go through JSON", () => {
    const meters = newMeters(5);
    count(meters, call(1, 100));
    expect(hasRate(JSON.parse(JSON.stringify(meters)), "r", 1, 100)).toBe(false);
  });
});

describe("budgets", () => {
  it("take what fits, and nothing of unknown size once used up", () => {
    const meters = newMeters(0);
    expect([
      hasBudget(meters, "b", 10, 10),
      hasBudget(meters, "b", 11, 10),
      hasBudget(meters, "b", 0, 10),
    ]).toEqual([true, false, true]);
    count(meters, { rule: "b", amount: 10 });
    expect([hasBudget(meters, "b", 1, 10), hasBudget(meters, "b", 0, 10)]).toEqual([false, false]);
  });

  it("are not found in prototypes, and read nonsense as used up", () => {
    expect(hasBudget(newMeters(0), "constructor", 1, 1)).toBe(true);
    expect(hasBudget({ ...newMeters(0), totals: { b: Number.NaN } }, "b", 1, 10)).toBe(false);
  });

  it("cannot be given back", () => {
    for (const amount of [-1, Number.NaN])
      expect(() => count(newMeters(0), { rule: "b", amount })).toThrow(RangeError);
  });
});
