import fc from "fast-check";
import { expect, it } from "vitest";
import { writeCanonical } from "../json";
import { wholeNumber } from "../json/testing/arbitraries";
import { isWhole, writeCode, writeCount } from "./numbers";
import { written } from "./testing/written";

it("writes whole numbers as the generic writer does", () => {
  fc.assert(
    fc.property(wholeNumber, (number) => {
      expect(written(writeCode, number)).toBe(writeCanonical(number));
      expect(written(writeCount, number)).toBe(number < 0 ? undefined : writeCanonical(number));
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 3000) },
  );
  for (const number of [0, 9, 10, 99, 100, 2 ** 31 - 1, 2 ** 31, 10 ** 9, 10 ** 15, 2 ** 53 - 1])
    expect(written(writeCount, number)).toBe(String(number));
});

it("knows whole numbers", () => {
  expect([0, -1, 2 ** 53 - 1].every(isWhole)).toBe(true);
  expect([-0, 0.5, 2 ** 53, Number.NaN, "1", 1n].some(isWhole)).toBe(false);
});
