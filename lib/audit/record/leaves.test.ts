import fc from "fast-check";
import { expect, it } from "vitest";
import { isSid, isTime, wordWriter } from "./leaves";
import { written } from "./testing/written";

it("knows a time by the calendar", () => {
  fc.assert(
    fc.property(fc.nat(9999), fc.nat(13), fc.nat(32), (year, month, day) => {
      const pad = (value: number, width: number) => String(value).padStart(width, "0");
      const value = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T00:00:00.000Z`;
      const date = new Date(value);
      expect(isTime(value)).toBe(!Number.isNaN(date.getTime()) && date.toISOString() === value);
    }),
    { numRuns: 5000 },
  );
  expect([isTime(5), isSid(5)]).toEqual([false, false]);
});

it("takes the words that it was given, and no other", () => {
  const write = wordWriter(["allow", "deny"]);
  expect(["allow", "deny", "Allow", "", "constructor", 5].map((word) => written(write, word))).toEqual([
    '"allow"',
    '"deny"',
    ...Array(4).fill(undefined),
  ]);
});
