import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { offsetsOf, selectionOf } from "./text-position";

describe("positions in a text", () => {
  it("count lines and columns from one", () => {
    expect(selectionOf("ab\ncd", 0, 4)).toEqual({ line: 1, column: 1, endLine: 2, endColumn: 2 });
    expect(selectionOf("", 0, 0)).toEqual({ line: 1, column: 1, endLine: 1, endColumn: 1 });
  });

  it("stay inside the text", () => {
    expect(offsetsOf("ab\ncd", { line: 9, column: 9, endLine: 9, endColumn: 9 })).toEqual([5, 5]);
    expect(offsetsOf("ab\ncd", { line: 1, column: 99, endLine: 2, endColumn: 1 })).toEqual([2, 3]);
  });

  it("go both ways", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("a", "é", "\n", "😀")),
        fc.nat(),
        fc.nat(),
        (parts, one, other) => {
          const text = parts.join("");
          const start = one % (text.length + 1);
          const end = other % (text.length + 1);
          expect(offsetsOf(text, selectionOf(text, start, end))).toEqual([start, end]);
        },
      ),
    );
  });
});
