import { expect, test } from "vitest";
import { isSame } from "./same";

test.each([
  [Number.NaN, Number.NaN],
  [
    [1, [2]],
    [1, [2]],
  ],
  [
    { a: 1, b: { c: [] } },
    { b: { c: [] }, a: 1 },
  ],
  [new Uint8Array([1, 2]), new Uint8Array([1, 2])],
  [new Map([["a", { b: 1 }]]), new Map([["a", { b: 1 }]])],
  [new Set(["a"]), new Set(["a"])],
])("%j is the same as its like", (one, other) => expect(isSame(one, other)).toBe(true));

test.each([
  [1, "1"],
  [0, -0],
  [null, undefined],
  [[1], [1, 2]],
  [
    ["a", ["b"]],
    [["a"], "b"],
  ],
  [{ a: 1 }, { a: 2 }],
  [{ a: 1 }, { b: 1 }],
  [{ a: undefined }, {}],
  [[], {}],
  [new Uint8Array([1]), new Uint16Array([1])],
  [new Map([["a", 1]]), new Map([["a", 2]])],
  [new Map([["a", ["b", 1]]]), new Map([["a", ["b", 2]]])],
  [new Set(["a"]), new Set(["b"])],
  [new Date(1), new Date(1)],
])("%j is not the same as %j", (one, other) => expect(isSame(one, other)).toBe(false));
