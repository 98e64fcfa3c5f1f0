import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DURATION_PATTERN,
  parseDuration,
  parseRate,
  parseSize,
  RATE_PATTERN,
  SIZE_PATTERN,
} from "./quantities";

describe("durations", () => {
  it.each<[string, number]>([
    ["1ms", 1],
    ["30s", 30_000],
    ["5m", 300_000],
    ["2h", 7_200_000],
    ["1h30m", 5_400_000],
    ["90d", 7_776_000_000],
    ["2w", 1_209_600_000],
  ])("%s", (text, ms) => {
    expect(parseDuration(text)).toEqual({ ok: true, value: ms });
  });

  it.each([
    "",
    "5",
    "m",
    "5 m",
    "-5m",
    "1.5h",
    "30m1h",
    "5m5m",
    "0s",
    "1000000000s",
    "99999999d",
    "5m".repeat(40),
  ])("refuses %j", (text) => {
    expect(parseDuration(text).ok).toBe(false);
  });
});

describe("sizes", () => {
  it.each<[string, number]>([
    ["1024", 1024],
    ["64K", 65_536],
    ["512M", 536_870_912],
    ["512MiB", 536_870_912],
    ["1G", 1_073_741_824],
    ["1g", 1_073_741_824],
    ["2T", 2_199_023_255_552],
  ])("%s", (text, bytes) => {
    expect(parseSize(text)).toEqual({ ok: true, value: bytes });
  });

  it.each(["", "M", "512X", "1.5G", "-1M", "0M", "lots", "999999999999999T", " 1M"])("refuses %j", (text) => {
    expect(parseSize(text).ok).toBe(false);
  });
});

describe("rates", () => {
  it.each<[string, number, number]>([
    ["1/second", 1, 1000],
    ["10/hour", 10, 3_600_000],
    ["5/day", 5, 86_400_000],
  ])("%s", (text, count, windowMs) => {
    expect(parseRate(text)).toEqual({ ok: true, value: { count, windowMs } });
  });

  it.each(["", "10", "/hour", "10/", "0/hour", "-1/hour", "10/hour/day", "10 / hour", "1e3/hour", "10/week"])(
    "refuses %j",
    (text) => {
      expect(parseRate(text).ok).toBe(false);
    },
  );

  it.each([
    ["10/h", "10/hour"],
    ["10/hours", "10/hour"],
    ["10/min", "10/minute"],
    ["10/HOUR", "10/hour"],
  ])("knows what %s means", (text, replacement) => {
    expect(parseRate(text)).toMatchObject({ ok: false, replacement });
  });
});

describe("all of them", () => {
  const near = fc.stringMatching(/^[0-9]{0,4}[a-zA-Z/]{0,8}[0-9]{0,2}[a-z]{0,2}$/);
  it("are total, and their patterns accept all that they accept", () => {
    fc.assert(
      fc.property(fc.oneof(near, fc.string()), (text) => {
        for (const [parse, pattern] of [
          [parseDuration, DURATION_PATTERN],
          [parseSize, SIZE_PATTERN],
          [parseRate, RATE_PATTERN],
        ] as const) {
          const result = parse(text);
          if (result.ok) expect(text).toMatch(new RegExp(pattern));
          else expect(result.message).toMatch(/\.$/);
        }
      }),
      { numRuns: 500 },
    );
  });
});
