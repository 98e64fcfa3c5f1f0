import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText, LineIndex } from "./text";

describe("text", () => {
  it("finds the first faulty byte", () => {
    for (const [bytes, at] of [
      [[0xff], 0],
      [[0x61, 0xc3], 1],
      [[0xc3, 0xa9, 0xed, 0xa0, 0x80], 1],
      [[0xf0, 0x9d, 0x84, 0x9e, 0x80], 2],
      [[0x61, 0xc0, 0xaf], 1],
    ] as const) {
      expect(decodeText(new Uint8Array(bytes))).toMatchObject({ ok: false, fault: "not-unicode", at });
    }
  });

  it("keeps a byte order mark, so that offsets are those of the file", () => {
    expect(decodeText(new Uint8Array([0xef, 0xbb, 0xbf, 0x61]))).toEqual({ ok: true, text: "\ufeffa" });
  });

  it("decodes what encodes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(decodeText(new TextEncoder().encode(text))).toEqual({ ok: true, text });
      }),
    );
  });

  it("is total, and points into what it returns", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
        const result = decodeText(bytes);
        if (!result.ok) expect(result.at).toBeLessThanOrEqual(result.text.length);
      }),
      { numRuns: 500 },
    );
  });
});

describe("lines", () => {
  const lines = new LineIndex("ab\r\n\ncd");

  it("are counted from 1, like columns", () => {
    expect(lines.range({ start: 5, end: 7 })).toEqual({
      start: { line: 3, column: 1, offset: 5 },
      end: { line: 3, column: 3, offset: 7 },
    });
    expect(lines.range({ start: 4, end: 4 }).start).toEqual({ line: 2, column: 1, offset: 4 });
  });

  it("keep everything inside the text", () => {
    expect(lines.range({ start: -5, end: 99 })).toMatchObject({ start: { offset: 0 }, end: { offset: 7 } });
    expect(lines.range({ start: 5, end: 2 })).toMatchObject({ start: { offset: 5 }, end: { offset: 5 } });
  });

  it("turn back into offsets", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "\n", "\r", "é") }), fc.nat(30), (text, at) => {
        const index = new LineIndex(text);
        const { line, column, offset } = index.range({ start: at, end: at }).start;
        expect(index.offset(line, column)).toBe(offset);
      }),
    );
  });
});
