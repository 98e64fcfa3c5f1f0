import fc from "fast-check";
import { expect, it } from "vitest";
import { utf8 } from "../bytes";
import { isSid, isTime } from "./leaves";
import { endOfType, isTimeAt, isUuidAt, lengthOfHex } from "./spellings";
import { anySid, anyTime } from "./testing/arbitraries";

/** Texts that are right, with one character exchanged. */
const near = (right: fc.Arbitrary<string>) =>
  fc
    .tuple(right, fc.nat(40), fc.constantFrom(..."0123456789abcdefgATZ:.-_é", ""))
    .map(([value, at, letter]) => value.slice(0, at) + letter + value.slice(at + 1));

it("knows times and session ids as they are known as text", () => {
  fc.assert(
    fc.property(near(anyTime), near(anySid), (time, sid) => {
      const [timeBytes, sidBytes] = [utf8(time), utf8(sid)];
      expect(timeBytes.length === 24 && isTimeAt(timeBytes, 0, 24)).toBe(isTime(time));
      expect(sidBytes.length === 36 && isUuidAt(sidBytes, 0, 36)).toBe(isSid(sid));
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 5000) },
  );
});

it("knows every day of leap years and others", () => {
  for (const year of ["1900", "2000", "2023", "2024"]) {
    for (let month = 0; month <= 13; month++) {
      for (let day = 0; day <= 32; day++) {
        const date = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}T00:00:00.000Z`;
        expect(isTimeAt(utf8(date), 0, 24)).toBe(isTime(date));
      }
    }
  }
});

it("knows where a type ends", () => {
  const end = (text: string) => endOfType(utf8(text), 0, utf8(text).length);
  expect(["fs.read", "fs.read.result", "a1_.b2", 'fs.read"'].map(end)).toEqual([7, 14, 6, 7]);
  expect(
    ["", "fs", "fs.", ".fs", "fs..read", "Fs.read", "1.a", "fs.Read", `a.${"b".repeat(63)}`].map(end),
  ).toEqual(Array(9).fill(0));
});

it("counts digits up to 64 and to the end", () => {
  expect([
    lengthOfHex(utf8("0aF"), 0, 3),
    lengthOfHex(utf8("0".repeat(70)), 0, 70),
    lengthOfHex(utf8("00"), 0, 1),
  ]).toEqual([2, 64, 1]); // prettier-ignore
});
