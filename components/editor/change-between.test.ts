import fc from "fast-check";
import { expect, it } from "vitest";
import { changeBetween } from "./change-between";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 300);
const text = fc.string({
  unit: fc.constantFrom("a", "b", "\r", "\n", "\ud83d", "\ude00", "\ude01"),
  maxLength: 12,
});

it("makes the one text of the other", () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const { start, end, text: between } = changeBetween(before, after);
      expect(0 <= start && start <= end && end <= before.length).toBe(true);
      expect(before.slice(0, start) + between + before.slice(end)).toBe(after);
    }),
    { numRuns: RUNS },
  );
});

it("touches nothing around the difference, and cuts no character in two", () => {
  expect(changeBetween("one two three", "one 2 three")).toEqual({ start: 4, end: 7, text: "2" });
  expect(changeBetween("aa", "aaa")).toEqual({ start: 2, end: 2, text: "a" });
  expect(changeBetween("x😀y", "x😁y")).toEqual({ start: 1, end: 3, text: "😁" });
});
