import { describe, expect, it } from "vitest";
import { ago } from "./ago";

const now = new Date("2026-03-01T12:00:00Z");
const before = (seconds: number) => ago(new Date(now.getTime() - seconds * 1_000), now);

describe("ago", () => {
  it.each([
    [-5, "just now"],
    [0, "just now"],
    [59, "just now"],
    [60, "1 minute ago"],
    [3_599, "59 minutes ago"],
    [7_200, "2 hours ago"],
    [86_400, "yesterday"],
    [1_209_600, "2 weeks ago"],
    [63_072_000, "2 years ago"],
  ])("%i seconds is %s", (seconds, text) => {
    expect(before(seconds)).toBe(text);
  });
});
