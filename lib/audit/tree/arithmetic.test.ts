import { expect, test } from "vitest";
import { coverOf, half, isOdd, isSize, splitPoint } from "./arithmetic";

test("a tree is cut at the largest power of two below its size", () => {
  expect([2, 3, 4, 5, 8, 9, 2 ** 40, 2 ** 40 + 1].map(splitPoint)).toEqual([
    1,
    2,
    2,
    4,
    4,
    8,
    2 ** 39,
    2 ** 40,
  ]);
});

test("a run of leaves is covered by perfect subtrees, left to right", () => {
  expect(coverOf(0, 0)).toEqual([]);
  expect(coverOf(0, 7)).toEqual([
    { level: 2, index: 0 },
    { level: 1, index: 2 },
    { level: 0, index: 6 },
  ]);
  expect(coverOf(4, 6)).toEqual([{ level: 1, index: 2 }]);
  for (let end = 0; end < 200; end++) {
    let at = 0;
    for (const { level, index } of coverOf(0, end)) {
      expect(index * 2 ** level).toBe(at);
      at += 2 ** level;
    }
    expect(at).toBe(end);
  }
});

test("sizes beyond 32 bits are halved as numbers", () => {
  expect(half(2 ** 53 - 1)).toBe(2 ** 52 - 1);
  expect(isOdd(2 ** 32)).toBe(false);
  expect(isOdd(2 ** 32 + 1)).toBe(true);
  expect(coverOf(0, 2 ** 53 - 1)).toHaveLength(53);
});

test("a size is a whole number that can be computed with", () => {
  for (const size of [0, 1, 2 ** 53 - 1]) expect(isSize(size)).toBe(true);
  for (const size of [-1, 0.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY])
    expect(isSize(size)).toBe(false);
});
