import fc from "fast-check";
import { expect, it } from "vitest";
import type { Meters } from "../policy";
import { hasBudget, hasRate } from "../policy/meters";
import { addedUp, stricter } from "./used";

const LIMIT = 50;
const WINDOW_MS = 1000;
const NOW = 5000;
const RULES = ["one", "two"] as const;

const calls = fc
  .array(fc.tuple(fc.integer({ min: 3000, max: NOW }), fc.integer({ min: 1, max: 5 })), { maxLength: 8 })
  .map((pairs) => pairs.sort((a, b) => a[0] - b[0]).flat());
const meters: fc.Arbitrary<Meters> = fc.record({
  now: fc.constant(NOW),
  totals: fc.dictionary(fc.constantFrom(...RULES), fc.integer({ min: 0, max: 30 })),
  windows: fc.dictionary(fc.constantFrom(...RULES), calls),
});
const left = (of: Meters, rule: string) => LIMIT - (of.totals[rule] ?? 0);

it("adds up what was used: nobody has more than what all have left", () => {
  fc.assert(
    fc.property(fc.array(meters, { maxLength: 4 }), (all) => {
      const sum = addedUp(all);
      for (const rule of RULES) {
        const used = all.reduce((total, each) => total + (each.totals[rule] ?? 0), 0);
        expect(LIMIT - left(sum, rule)).toBe(used);
        expect(hasBudget(sum, rule, 1, LIMIT)).toBe(used + 1 <= LIMIT);
        const inWindow = all
          .flatMap((each) => pairs(each.windows[rule]))
          .filter(([time]) => time > NOW - WINDOW_MS);
        const count = inWindow.reduce((total, [, amount]) => total + amount, 0);
        expect(hasRate({ ...sum, now: NOW }, rule, LIMIT, WINDOW_MS)).toBe(count + 1 <= LIMIT);
      }
    }),
  );
});

it("is no more lenient than either of two", () => {
  fc.assert(
    fc.property(meters, meters, (one, other) => {
      const most = stricter(one, other);
      for (const rule of RULES) {
        expect(left(most, rule)).toBe(Math.min(left(one, rule), left(other, rule)));
        const counts = [most, one, other].map((each) =>
          pairs(each.windows[rule]).reduce((total, [, amount]) => total + amount, 0),
        ) as [number, number, number];
        expect(counts[0]).toBe(Math.max(counts[1], counts[2]));
      }
      // Neither is changed by it.
      most.totals.one = 1e9;
      expect(one.totals.one ?? 0).toBeLessThan(1e9);
    }),
  );
});

function pairs(list: readonly number[] = []): (readonly [number, number])[] {
  return list.flatMap((time, at) => (at % 2 === 0 ? [[time, list[at + 1] as number] as const] : []));
}
