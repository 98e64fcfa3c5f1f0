import fc from "fast-check";
import { expect, it } from "vitest";
import { fromUtf8 } from "../bytes";
import { pieceOf, putPiece } from "./piece";

it("puts the bytes of a text anywhere, one behind the other", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 40, unit: "grapheme" })), fc.nat(9), (texts, from) => {
      const target = new Uint8Array(8192);
      let at = from;
      for (const text of texts) at = putPiece(pieceOf(text), new DataView(target.buffer), at);
      expect(fromUtf8(target.subarray(from, at))).toBe(texts.join(""));
      expect(target.subarray(0, from)).toEqual(new Uint8Array(from));
    }),
  );
});
