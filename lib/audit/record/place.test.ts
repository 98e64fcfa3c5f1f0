import fc from "fast-check";
import { expect, it } from "vitest";
import { AuditFault, fromHex } from "../bytes";
import { FIRST_PREV } from "./envelope";
import { PlaceBytes } from "./place";
import { anySha256, anySid, anyTime } from "./testing/arbitraries";

const SID = "0198c0de-0000-7000-8000-000000000001";
const TS = "2026-01-01T00:00:00.000Z";

const textOf = (place: PlaceBytes, seq: number, ts: string) => new TextDecoder().decode(place.at(seq, ts));
const expected = (link: string, seq: number, sid: string, ts: string) =>
  `,"prev":"${link}","seq":${seq},"sid":"${sid}","ts":"${ts}`;

it("has the bytes behind the data, whichever way the link was given", () => {
  const places = fc.array(fc.tuple(anySha256, fc.maxSafeNat(), anyTime), { minLength: 1 });
  fc.assert(
    fc.property(anySid, places, (sid, all) => {
      const [asBytes, asText] = [new PlaceBytes(sid), new PlaceBytes(sid)];
      for (const [link, seq, ts] of all) {
        asBytes.setLeaf(fromHex(`00${link}`) as Uint8Array, 1);
        asText.setLink(link);
        expect(asBytes.link).toBe(link);
        for (const place of [asBytes, asText])
          for (const number of [seq, Math.min(seq + 1, Number.MAX_SAFE_INTEGER), 0])
            expect(textOf(place, number, ts)).toBe(expected(link, number, sid, ts));
      }
    }),
  );
});

it("counts on, over every number of digits", () => {
  const place = new PlaceBytes(SID);
  for (const from of [0, 95, 995, 99_995, 2 ** 31 - 5, Number.MAX_SAFE_INTEGER - 12])
    for (let seq = from; seq < from + 12; seq++)
      expect(textOf(place, seq, TS)).toBe(expected(FIRST_PREV, seq, SID, TS));
});

it("takes the times of a minute as it takes the first of them", () => {
  const place = new PlaceBytes(SID);
  for (const seconds of ["00.000", "59.999", "09.090", "31.415"])
    expect(textOf(place, 7, `2026-01-01T00:00:${seconds}Z`)).toContain(`"ts":"2026-01-01T00:00:${seconds}Z`);
});

it("keeps its time where the next one is none", () => {
  const place = new PlaceBytes(SID);
  const before = textOf(place, 7, TS);
  const inMinute = ["60.000Z", "00.00", "00.000z", "0a.000Z", "00,000Z", "00.00/Z", "00.00:Z", "00.000ZZ"];
  const wrong = ["", "2026-02-29T00:00:00.000Z", "yesterday", 5 as unknown as string];
  for (const ts of [...wrong, ...inMinute.map((seconds) => `2026-01-01T00:00:${seconds}`)])
    expect(() => textOf(place, 7, ts)).toThrow(AuditFault);
  expect(textOf(place, 7, TS)).toBe(before);
});
