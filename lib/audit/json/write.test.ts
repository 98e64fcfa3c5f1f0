import canonicalize from "canonicalize";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AuditFault } from "../bytes";
import { jsonValue, objectOf } from "./testing/arbitraries";
import { type JsonValue, MAX_DEPTH } from "./value";
import { writeCanonical } from "./write";

const numRuns = Number(process.env.PROPERTY_RUNS ?? 2000);

/** What a caller could hand in who does not check types. */
const write = (value: unknown) => writeCanonical(value as JsonValue);
const nested = (depth: number) => JSON.parse("[".repeat(depth) + "]".repeat(depth));

describe("writeCanonical", () => {
  it("writes what an independent writer of RFC 8785 writes", () => {
    fc.assert(
      fc.property(jsonValue, (value) => {
        const text = writeCanonical(value);
        expect(text).toBe(canonicalize(value));
        // By text, because a matcher would look through prototypes and miss `__proto__`.
        expect(writeCanonical(JSON.parse(text))).toBe(text);
      }),
      { numRuns },
    );
  });

  it("orders keys by UTF-16 code units, and numbers among keys as text", () => {
    const value = objectOf([
      ["\ufb33", 1],
      ["😀", 2],
      ["10", 3],
      ["9", 4],
      ["", 5],
      ["\n", 6],
      ["a", 7],
    ]); // prettier-ignore
    expect(writeCanonical(value)).toBe('{"":5,"\\n":6,"10":3,"9":4,"a":7,"😀":2,"\ufb33":1}');
  });

  it("keeps __proto__ and leaves out what is undefined", () => {
    expect(writeCanonical(JSON.parse('{"b":1,"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1},"b":1}');
    expect(writeCanonical({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it("escapes what has to be escaped, and nothing else", () => {
    expect(writeCanonical('\b\t\n\f\r\u0000\u001f"\\/\u007f\u2028é')).toBe(
      '"\\b\\t\\n\\f\\r\\u0000\\u001f\\"\\\\/\u007f\u2028é"',
    );
  });

  it.each([
    ["null", { a: null }],
    ["a fraction", 1.5],
    ["a number too large", 2 ** 53],
    ["minus zero", -0],
    ["NaN", Number.NaN],
    ["infinity", Number.POSITIVE_INFINITY],
    ["half a surrogate pair", "a\ud800b"],
    ["half a pair in a key", { "\udc00": 1 }],
    ["undefined", undefined],
    ["a hole in a list", new Array(2)],
    ["a big integer", 1n],
    ["a function", () => 1],
    ["a symbol", Symbol("a")],
    ["a member under a symbol", { [Symbol("a")]: 1 }],
    ["a date", new Date(0)],
    ["a map", new Map([["a", 1]])],
    ["bytes", new Uint8Array(1)],
    ["a value too deep", nested(MAX_DEPTH + 1)],
  ])("refuses %s", (_, value) => expect(() => write(value)).toThrow(AuditFault));

  it("refuses what contains itself", () => {
    const loop: unknown[] = [];
    loop.push(loop);
    expect(() => write(loop)).toThrow(AuditFault);
  });

  it("reads a member once, so that a getter cannot change what was checked", () => {
    let reads = 0;
    const value = {
      get a() {
        reads += 1;
        return reads;
      },
    };
    expect(write(value)).toBe('{"a":1}');
    expect(reads).toBe(1);
  });

  it("takes objects of another realm and without a prototype, and nesting up to the limit", () => {
    expect(write(Object.assign(Object.create(null), { a: 1 }))).toBe('{"a":1}');
    expect(write(nested(MAX_DEPTH))).toBe("[".repeat(MAX_DEPTH) + "]".repeat(MAX_DEPTH));
  });
});
