import { describe, expect, it } from "vitest";
import { argumentCondition, constraint } from "./arguments";

const takes = (value: unknown) => argumentCondition.safeParse(value, { jitless: true }).success;

describe("conditions on arguments", () => {
  it.each([
    [["acme/*", ""]],
    [{ max_length: 5 }],
    [{ min: -1.5, max: 2 }],
    [{ equals: false }],
    [{ one_of: ["a", 1, true] }],
    [{ matches: "[a-z]+", required: true }],
    [{ items: { items: ["x"] } }],
    [{}],
  ])("takes %j", (value) => {
    expect(takes(value)).toBe(true);
  });

  it.each([
    ["acme/*"],
    [5],
    [[5]],
    [["[a"]],
    [{ maxLength: 5 }],
    [{ max_length: -1 }],
    [{ max_length: 1.5 }],
    [{ min: 2, max: 1 }],
    [{ min_length: 2, max_length: 1 }],
    [{ equals: [1] }],
    [{ matches: "(?=a)" }],
    [{ items: { max: "1" } }],
  ])("refuses %j", (value) => {
    expect(takes(value)).toBe(false);
  });

  it("of an API may be one bare value", () => {
    expect(constraint.safeParse("main").success).toBe(true);
    expect(constraint.safeParse(5).success).toBe(true);
    expect(constraint.safeParse(null).success).toBe(false);
  });
});
