import fc from "fast-check";
import { expect, test } from "vitest";
import { readDecimal } from "./decimal";

test("plain decimals are read", () => {
  expect(["0", "7", "10", "9007199254740991"].map(readDecimal)).toEqual([0, 7, 10, 2 ** 53 - 1]);
});

test("nothing else is, whatever Number makes of it", () => {
  const loose = [
    "",
    "0x10",
    "007",
    "00",
    " 7",
    "7 ",
    "+7",
    "-7",
    "-0",
    "7\r",
    "7\n",
    "\n7",
    "7.0",
    "7e2",
    "1_000",
    "٧",
    "７",
  ];
  const large = [
    "9007199254740992",
    "9007199254740993",
    "18446744073709551615",
    "1".repeat(400),
    "NaN",
    "Infinity",
  ];
  for (const text of [...loose, ...large]) expect(readDecimal(text), JSON.stringify(text)).toBeUndefined();
});

test("what is read is written the same", { timeout: 600_000 }, () => {
  fc.assert(
    fc.property(fc.oneof(fc.maxSafeNat().map(String), fc.string({ maxLength: 6 })), (text) => {
      const value = readDecimal(text);
      if (value !== undefined) expect(String(value)).toBe(text);
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 1000) },
  );
});
