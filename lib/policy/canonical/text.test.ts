import { describe, expect, it } from "vitest";
import { findBadUnit, isPlainText } from "./text";

describe("findBadUnit", () => {
  it.each([
    ["plain", -1],
    ["", -1],
    ["é😀", -1],
    ["a\0b", 1],
    ["a\nb", 1],
    ["\x7f", 0],
    ["x\x9b", 1],
    ["\ud800", 0],
    ["a\udc00", 1],
    ["\ud800\ud800\udc00", 0],
    ["ab\udbff", 2],
  ])("finds in %j at %i", (text, index) => expect(findBadUnit(text)).toBe(index));
});

describe("isPlainText", () => {
  it("takes line breaks and tabs as content, and nothing else below the space", () => {
    expect(isPlainText("a\n\t\rb😀")).toBe(true);
    for (const text of ["a\0", "\x1b[2J", "\x7f", "\ud800"]) expect(isPlainText(text)).toBe(false);
  });
});
