import { expect, test } from "vitest";
import { Backoff } from "./backoff";

test("waits longer each time, up to a minute, and from the beginning again when it went well", () => {
  const longest = new Backoff(() => 0.999_999);
  const waits = Array.from({ length: 9 }, () => Math.round(longest.next()));
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  longest.reset();
  expect(Math.round(longest.next())).toBe(1_000);
});

test("half of each wait is chance", () => {
  const shortest = new Backoff(() => 0);
  expect([shortest.next(), shortest.next()]).toEqual([500, 1_000]);
});
