import { describe, expect, it } from "vitest";
import { bytesInWords, clock, moment, msInWords } from "./moment";

describe("times and amounts", () => {
  it("are in UTC, to the second or to the millisecond", () => {
    expect(moment("2026-01-02T03:04:05.678Z")).toBe("2026-01-02 03:04:05 UTC");
    expect(moment(0)).toBe("1970-01-01 00:00:00 UTC");
    expect(clock("2026-01-02T03:04:05.678Z")).toBe("03:04:05.678");
  });
  it("say it where there is no time", () => {
    expect(moment("never")).toBe("no time");
    expect(moment(9e15)).toBe("no time");
  });
  it("have few digits", () => {
    expect([999, 1_500, 38_200_000].map(bytesInWords)).toEqual(["999 bytes", "1.5 kB", "38.2 MB"]);
    expect([12.4, 2_340].map(msInWords)).toEqual(["12 ms", "2.3 s"]);
  });
});
