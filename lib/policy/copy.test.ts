import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { copyPlain, copyTexts, toObject } from "./copy";

describe("copyPlain", () => {
  it("copies what JSON can say, exactly", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const copy = copyPlain(value);
        expect(copy).not.toBeUndefined();
        expect(JSON.parse(JSON.stringify(copy === undefined ? null : toObject(copy)))).toEqual(
          JSON.parse(JSON.stringify(value)),
        );
      }),
    );
  });

  it("reads each field once and keeps the first answer", () => {
    let reads = 0;
    const copy = copyPlain({
      get path() {
        return reads++ === 0 ? "/workspace/x" : "/etc/shadow";
      },
    });
    expect(copy).toEqual(new Map([["path", "/workspace/x"]]));
    expect(reads).toBe(1);
  });

  it("takes names of the prototype for names", () => {
    const copy = copyPlain(JSON.parse('{"__proto__":{"a":1},"constructor":2}'));
    expect(copy).toEqual(
      new Map<string, unknown>([
        ["__proto__", new Map([["a", 1]])],
        ["constructor", 2],
      ]),
    );
    expect(copy !== undefined && JSON.stringify(toObject(copy))).toBe(
      '{"__proto__":{"a":1},"constructor":2}',
    );
    expect(copyPlain({})).toEqual(new Map());
  });

  it.each([
    () => 1,
    Symbol("a"),
    1n,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    undefined,
    [undefined],
    { a: { b: () => 1 } },
  ])("refuses %s", (value) => expect(copyPlain(value)).toBeUndefined());

  it("refuses cycles, depth and masses", () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    let deep: unknown = 1;
    for (let i = 0; i < 1000; i++) deep = [deep];
    expect(
      [
        cycle,
        deep,
        new Array(200_000).fill(0),
        "x".repeat(9_000_000),
        { length: 3 }.length,
        new Array(1e9),
      ].map(copyPlain),
    ).toEqual([undefined, undefined, undefined, undefined, 3, undefined]);
  });
});

it("copies lists of texts and nothing else", () => {
  expect(copyTexts(["a", "b"], 2)).toEqual(["a", "b"]);
  for (const value of ["ab", ["a", 1], ["a", "b", "c"], null, { length: 1, 0: "a" }, [new String("a")]]) {
    expect(copyTexts(value, 2)).toBeUndefined();
  }
});
