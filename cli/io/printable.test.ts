import fc from "fast-check";
import { expect, test } from "vitest";
import { printable, printableLines } from "./printable";

test("what would act on a terminal, turn letters around or not be seen is written as JSON writes it", () => {
  expect(printable("a\u001b[2J\u009b\u202e\u200b\u00ad\u{e0041}z")).toBe(
    "a\\u001b[2J\\u009b\\u202e\\u200b\\u00ad\\udb40\\udc41z",
  );
  expect(printableLines("one\u0007\ntwo")).toBe("one\\u0007\ntwo");
});

test("nothing of it is left of any text, and letters stay", () => {
  const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      const shown = printable(text);
      expect(shown).not.toMatch(/[\p{Cc}\p{Cf}]|\p{Surrogate}/u);
      expect(
        JSON.parse(`"${shown.replace(/\\(?!u[0-9a-f]{4})/g, "\\\\").replace(/"/g, '\\"')}"`),
      ).toHaveLength(text.length);
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 300) },
  );
});
