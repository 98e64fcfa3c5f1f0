import { expect, it } from "vitest";
import { secondsToNs } from "./times";

it.each([
  [0, 0n],
  [1.5, 1_500_000_000n],
  [0.000001, 1_000n],
  [0.0000019, 1_000n],
  [-1, -1_000_000_000n],
  [-1.5, -1_500_000_000n],
  // The fraction is not quite what was written, and what is left of a microsecond is cut off.
  [1_234_567.123456, 1_234_567_123_455_000n],
])("%s seconds", (seconds, ns) => {
  expect(secondsToNs(seconds)).toBe(ns);
});

it.each([Number.NaN, Infinity, -Infinity, 1e18, "1", null, undefined])("%s is no time", (seconds) => {
  expect(secondsToNs(seconds as number)).toBeUndefined();
});
