import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBase64, toBase64 } from "./base64";

describe("base64", () => {
  it("is that of the platform, both ways", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = Buffer.from(bytes).toString("base64");
        expect(toBase64(bytes)).toBe(text);
        expect(fromBase64(text)).toEqual(new Uint8Array(bytes));
      }),
    );
  });

  it("has one spelling for every byte string", () => {
    fc.assert(
      fc.property(
        fc.base64String({ maxLength: 60 }),
        fc.nat(60),
        fc.string({ maxLength: 1 }),
        (text, at, letter) => {
          const changed = text.slice(0, at) + letter + text.slice(at + 1);
          const bytes = fromBase64(changed);
          if (bytes !== undefined) expect(toBase64(bytes)).toBe(changed);
        },
      ),
    );
  });

  it.each([
    ["no padding", "YQ"],
    ["spare bits", "YR=="],
    ["spare bits in two bytes", "YWF="],
    ["the other alphabet", "_-8="],
    ["a line break", "YWFh\nYWFh"],
    ["padding in the middle", "YQ==YQ=="],
    ["only padding", "===="],
    ["a letter beyond ASCII", "YWFé"],
  ])("refuses %s", (_, text) => expect(fromBase64(text)).toBeUndefined());
});
