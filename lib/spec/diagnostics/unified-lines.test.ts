import fc from "fast-check";
import { expect, test } from "vitest";
import { LineIndex } from "../toml/text";
import { unifiedLines } from "./unified-lines";

test("what changes stands between what stays, under the numbers of both texts", () => {
  const text = "a\nb\nc\nd\ne\nf\n";
  const range = new LineIndex(text).range({ start: 4, end: 6 });
  expect(unifiedLines(text, [{ range, newText: "C\n" }])).toEqual([
    { kind: "hunk", text: "@@ -1,6 +1,6 @@" },
    { kind: "same", text: " a" },
    { kind: "same", text: " b" },
    { kind: "old", text: "-c" },
    { kind: "new", text: "+C" },
    { kind: "same", text: " d" },
    { kind: "same", text: " e" },
    { kind: "same", text: " f" },
  ]);
  expect(unifiedLines(text, [])).toEqual([]);
});

test("taken together, the old lines are of the old text and the new ones of the new", () => {
  const lines = fc.array(fc.constantFrom("a", "b", "", "cc"), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(
      lines,
      fc.nat(),
      fc.nat(),
      fc.constantFrom("", "x", "x\n", "\ny\n"),
      (parts, one, other, newText) => {
        const text = `${parts.join("\n")}\n`;
        const [start = 0, end = 0] = [one % text.length, other % text.length].sort((a, b) => a - b);
        const told = unifiedLines(text, [{ range: new LineIndex(text).range({ start, end }), newText }]);
        const after = text.slice(0, start) + newText + text.slice(end);
        const of = (...kinds: string[]) =>
          told
            .filter(({ kind }) => kinds.includes(kind))
            .map((line) => line.text.slice(1))
            .join("\n");
        expect(text).toContain(of("old", "same"));
        expect(after).toContain(of("new", "same"));
        expect(told.length === 0).toBe(after === text);
      },
    ),
  );
});
