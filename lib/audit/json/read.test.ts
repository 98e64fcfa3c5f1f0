import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stopwatch } from "../../testing/stopwatch";
import { fromUtf8, utf8 } from "../bytes";
import { readCanonical } from "./read";
import { jsonValue, mutated } from "./testing/arbitraries";
import { type JsonValue, MAX_DEPTH } from "./value";
import { writeCanonical } from "./write";

const numRuns = Number(process.env.PROPERTY_RUNS ?? 5000);

/** By definition: text that parses, and that the writer writes again. */
function isCanonical(bytes: Uint8Array): boolean {
  const text = fromUtf8(bytes);
  if (text === undefined) return false;
  try {
    return writeCanonical(JSON.parse(text)) === text;
  } catch {
    return false;
  }
}

const canonicalBytes = jsonValue.map((value) => utf8(writeCanonical(value)));

describe("readCanonical", () => {
  it("reads back what was written", () => {
    fc.assert(
      fc.property(jsonValue, (value) => {
        const text = writeCanonical(value);
        const read = readCanonical(utf8(text));
        expect(read.ok && writeCanonical(read.value)).toBe(text);
      }),
      { numRuns },
    );
  });

  it("takes exactly what the writer would write, of random and of mutated bytes, and never throws", () => {
    fc.assert(
      fc.property(fc.oneof(mutated(canonicalBytes), fc.uint8Array({ maxLength: 20 })), (bytes) => {
        const read = readCanonical(bytes);
        expect(read.ok).toBe(isCanonical(bytes));
        if (!read.ok) expect(read.at).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns },
    );
  });

  it.each([
    ["a space", '{"a": 1}'],
    ["a line break at the end", '{"a":1}\n'],
    ["keys out of order", '{"b":1,"a":2}'],
    ["a key twice", '{"a":1,"a":1}'],
    ["the same key, once escaped", '{"\\u0061":1,"a":1}'],
    ["__proto__ twice", '{"__proto__":1,"__proto__":2}'],
    ["keys in the order of code points", '{"\ufb33":1,"😀":2}'],
    ["an escaped slash", '"\\/"'],
    ["an escaped letter", '"\\u0041"'],
    ["a line break in hex", '"\\u000a"'],
    ["an uppercase escape", '"\\u001F"'],
    ["an escape that could be plain", '"\\u007f"'],
    ["half a pair, escaped", '"\\ud800"'],
    ["a pair, escaped", '"\\ud83d\\ude00"'],
    ["null", "null"],
    ["a fraction", "1.0"],
    ["an exponent", "1e2"],
    ["minus zero", "-0"],
    ["a number too large", "9007199254740992"],
    ["a number that rounds into the range", "90071992547409910"],
    ["a number of a thousand digits", "1".repeat(1000)],
    ["a value too deep", "[".repeat(MAX_DEPTH + 1) + "]".repeat(MAX_DEPTH + 1)],
  ])("says NOT_CANONICAL to %s", (_, text) => expect(faultOf(utf8(text))).toBe("NOT_CANONICAL"));

  it.each([
    ["nothing", ""],
    ["a leading zero", "01"],
    ["a plus", "+1"],
    ["a comma too many", "[1,]"],
    ["two values", "1 2"],
    ["a byte order mark", "\ufeff1"],
    ["a raw line break in a string", '"\n"'],
    ["an unknown escape", '"\\x"'],
    ["an end in a string", '"abc'],
    ["an end in an escape", '"\\u00'],
    ["an end in an object", '{"a"'],
    ["a key without quotes", "{a:1}"],
    ["NaN", "NaN"],
    ["a comment", "1/**/"],
    ["a bracket a million times", "[".repeat(1_000_000)],
  ])("says PARSE to %s", (_, text) => expect(faultOf(utf8(text))).toBe("PARSE"));

  it.each([
    ["a byte that begins nothing", [0x80]],
    ["a form too long", [0xc0, 0x80]],
    ["a surrogate", [0xed, 0xa0, 0x80]],
    ["beyond the last character", [0xf4, 0x90, 0x80, 0x80]],
    ["an end in a character", [0xe2, 0x82]],
    ["a byte that UTF-8 has not", [0xff]],
  ])("says PARSE to %s in a string", (_, bytes) =>
    expect(faultOf(Uint8Array.from([0x22, ...bytes, 0x22]))).toBe("PARSE"),
  );

  it("takes time in proportion to the bytes", () => {
    const hard = (size: number): string[] => [
      `{${Array.from({ length: size / 20 }, (_, i) => `"é${String(i).padStart(9, "0")}":1`).join(",")}}`,
      `{"${"a".repeat(size / 2)}":1,"${"a".repeat(size / 2)}b":1}`,
      `"${"\\u0000".repeat(size / 6)}"`,
      "[".repeat(size),
    ];
    const time = (text: string) => {
      const bytes = utf8(text);
      const taken = stopwatch();
      readCanonical(bytes);
      return taken();
    };
    // Ten times the bytes may take a hundred times, which a quadratic reader would with these sizes by far exceed.
    for (const [i, text] of hard(1_000_000).entries()) {
      time(text);
      expect(time(text)).toBeLessThan(100 * Math.max(10, time(hard(100_000)[i] as string)));
    }
  });
});

function faultOf(bytes: Uint8Array): string {
  const read: { ok: true; value: JsonValue } | { ok: false; fault: string } = readCanonical(bytes);
  return read.ok ? "none" : read.fault;
}
