import { expect, it } from "vitest";
import { lastDecided, wholeLine } from "./policy-lines";

it("takes a line from its first column to behind its last, and no more of one that is not there", () => {
  expect(wholeLine("one\nthree", 2)).toEqual({ line: 2, column: 1, endLine: 2, endColumn: 6 });
  expect(wholeLine("one", 9)).toEqual({ line: 9, column: 1, endLine: 9, endColumn: 1 });
});

it("finds the newest record of all these lines, whichever of them decided it", () => {
  const lines = new Map([
    [3, { last: [0, 7] }],
    [4, { last: [2] }],
    [9, { last: [11] }],
  ]);
  expect(lastDecided(lines, 3, 5)).toBe(7);
  expect(lastDecided(lines, 4, 4)).toBe(2);
  expect(lastDecided(new Map([[1, { last: [0] }]]), 1, 1)).toBe(0);
  expect(lastDecided(lines, 5, 8)).toBeUndefined();
});
