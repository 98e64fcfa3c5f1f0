import { expect, test } from "vitest";
import { alongRow } from "./along-row";

test("arrows go along a row and round, Home and End to its ends, other keys nowhere", () => {
  const from = (at: number) =>
    ["ArrowRight", "ArrowLeft", "Home", "End", "Enter"].map((key) => alongRow(key, at, 3));
  expect(from(0)).toEqual([1, 2, 0, 2, undefined]);
  expect(from(1)).toEqual([2, 0, 0, 2, undefined]);
  expect(from(2)).toEqual([0, 1, 0, 2, undefined]);
  expect(alongRow("ArrowRight", 0, 1)).toBe(0);
});
