import { describe, expect, it } from "vitest";
import { utf8 } from "@/lib/audit/bytes";
import { firstDifference } from "./first-difference";

const log = (...lines: string[]) => lines.map((line) => utf8(line));

describe("firstDifference", () => {
  it("is none between equal logs", () => {
    expect(firstDifference(log("a", "b"), log("a", "b"))).toBeUndefined();
  });
  it("is the first changed record", () => {
    expect(firstDifference(log("a", "b", "c"), log("a", "x", "y"))).toEqual({
      seq: 1,
      before: "b",
      after: "x",
    });
  });
  it("is the first one that only one of them has", () => {
    expect(firstDifference(log("a", "b"), log("a"))).toEqual({ seq: 1, before: "b" });
    expect(firstDifference(log("a"), log("a", "b"))).toEqual({ seq: 1, after: "b" });
  });
});
