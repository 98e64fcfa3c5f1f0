import fc from "fast-check";
import { expect, it } from "vitest";
import { AuditFault, fromHex, utf8 } from "../bytes";
import { type Piece, putPiece } from "./piece";
import { PlaceBytes } from "./place";
import { anySha256, anySid, anyTime } from "./testing/arbitraries";

function textOf(piece: Piece): string {
  const target = new Uint8Array(256);
  const end = putPiece(piece, new DataView(target.buffer), 0);
  return new TextDecoder().decode(target.subarray(0, end));
}

it("has the bytes around the number, whichever way the link was given", () => {
  fc.assert(
    fc.property(anySid, fc.array(fc.tuple(anySha256, anyTime), { minLength: 1 }), (sid, places) => {
      const [asBytes, asText] = [new PlaceBytes(sid), new PlaceBytes(sid)];
      for (const [link, ts] of places) {
        asBytes.setLeaf(fromHex(link) as Uint8Array);
        asText.setLink(link);
        for (const place of [asBytes, asText]) {
          place.setTime(ts);
          expect(textOf(place.link)).toBe(`,"prev":"${link}","seq":`);
          expect(textOf(place.session)).toBe(`,"sid":"${sid}","ts":"${ts}`);
        }
      }
    }),
  );
});

it("keeps its time where the next one is none", () => {
  const place = new PlaceBytes("0198c0de-0000-7000-8000-000000000001");
  place.setTime("2026-01-01T00:00:00.000Z");
  const before = textOf(place.session);
  for (const ts of ["", "2026-02-29T00:00:00.000Z", "yesterday", 5 as unknown as string])
    expect(() => place.setTime(ts)).toThrow(AuditFault);
  expect(utf8(textOf(place.session))).toEqual(utf8(before));
});
