import { describe, expect, it } from "vitest";
import { limitOfText, limitOfValues, MAX_STRUCTURE, MAX_TEXT_CHARACTERS, MAX_VALUES } from "./limits";

describe("limits", () => {
  it("count what can begin or end a token", () => {
    expect(limitOfText(`x${"=".repeat(MAX_STRUCTURE)}`)).toBeNull();
    expect(limitOfText("=".repeat(MAX_STRUCTURE + 1))).toContain(`${MAX_STRUCTURE}`);
    expect(limitOfText("x".repeat(MAX_STRUCTURE * 2))).toBeNull();
  });

  it("count keys and values, however they are nested", () => {
    expect(limitOfValues(Array.from({ length: MAX_VALUES - 1 }, () => 1n))).toBeNull();
    expect(limitOfValues(Array.from({ length: MAX_VALUES }, () => 1n))).toContain(`${MAX_VALUES}`);
    const half = Array.from({ length: MAX_VALUES / 2 }, () => 1n);
    expect(limitOfValues({ a: half, b: { c: half } })).not.toBeNull();
  });

  it("do not go into depth by recursion", () => {
    let deep: unknown = 1;
    for (let depth = 0; depth < 15_000; depth++) deep = { a: deep };
    expect(limitOfValues(deep)).toBeNull();
  });

  it("measure texts and keys", () => {
    const long = "x".repeat(MAX_TEXT_CHARACTERS + 1);
    expect(limitOfValues({ a: [long] })).not.toBeNull();
    expect(limitOfValues({ [long]: 1 })).not.toBeNull();
    expect(limitOfValues({ a: long.slice(1) })).toBeNull();
  });
});
