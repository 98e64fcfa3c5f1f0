import { expect, it } from "vitest";
import { isObject, listWriter, mapWriter } from "./containers";
import { writeCount, writeName } from "./leaves";
import { written } from "./testing/written";

it("writes lists in their order, and refuses what is none or has a hole", () => {
  const write = listWriter(writeCount);
  expect([[], [1], [2, 1]].map((list) => written(write, list))).toEqual(["[]", "[1]", "[2,1]"]);
  expect([{ 0: 1, length: 1 }, "1", Array(2), [-1]].map((list) => written(write, list))).toEqual(
    Array(4).fill(undefined),
  );
});

it("writes maps by their keys, and refuses a key or a value that is none", () => {
  const write = mapWriter(writeName, writeCount);
  expect(written(write, { b: 1, a: 2 })).toBe('{"a":2,"b":1}');
  expect(written(write, {})).toBe("{}");
  expect([{ A: 1 }, { a: -1 }, { a: undefined }, [], null].map((map) => written(write, map))).toEqual(
    Array(5).fill(undefined),
  );
});

it("knows objects", () => {
  expect([{}, Object.create(null), [], null, "a", 5, undefined].map(isObject)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});
