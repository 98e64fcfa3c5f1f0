import fc from "fast-check";
import { expect, it } from "vitest";
import { fromUtf8 } from "../bytes";
import { LINE, putPiece, RECORD_AT } from "./line";
import { pieceOf } from "./piece";

it("is put anywhere, one behind the other", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 40, unit: "grapheme" })), fc.nat(9), (texts, more) => {
      const from = RECORD_AT + more;
      let at = from;
      for (const text of texts) at = putPiece(pieceOf(text), at);
      expect(fromUtf8(LINE.subarray(from, at))).toBe(texts.join(""));
    }),
  );
});

it("leaves what is before it", () => {
  putPiece(pieceOf("before"), RECORD_AT);
  putPiece(pieceOf(",behind"), RECORD_AT + "before".length);
  expect(fromUtf8(LINE.subarray(0, 14))).toBe("\0before,behind");
});
