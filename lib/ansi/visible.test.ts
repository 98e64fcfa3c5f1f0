import fc from "fast-check";
import { expect, it } from "vitest";
import { visible } from "./visible";

const anyUnit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));

it("shows what would act", () => {
  expect(visible("a\u001b[2Jb\n\u007f\u009b\u202ec")).toBe("a␛[2Jb␊␡\ufffd\ufffdc");
});

it("leaves no control character, and all the rest", () => {
  fc.assert(
    fc.property(fc.string({ unit: anyUnit }), (text) => {
      expect(visible(text)).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
      expect(visible(text)).toHaveLength(text.length);
    }),
  );
});
