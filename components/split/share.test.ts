import fc from "fast-check";
import { expect, it } from "vitest";
import { halfLimits, shareOf, sizeOf } from "./share";

it("leaves room for both halves, as far as there is any", () => {
  expect(halfLimits(1_000)).toEqual({ min: 128, max: 872 });
  expect(halfLimits(101)).toEqual({ min: 50, max: 51 });
  expect([shareOf(0, 1_000), shareOf(2_000, 1_000), shareOf(300, 0)]).toEqual([128, 872, 500]);
});

it("keeps a half where it was put, to a thousandth of the frame", () => {
  const frame = fc.integer({ min: 1, max: 8_000 });
  fc.assert(
    fc.property(frame, fc.nat(8_000), (width, size) => {
      const { min, max } = halfLimits(width);
      const put = Math.min(Math.max(size, min), max);
      expect(Math.abs(sizeOf(shareOf(size, width), width) - put)).toBeLessThanOrEqual(width / 2_000 + 0.5);
    }),
  );
});
