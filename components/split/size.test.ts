import { describe, expect, it } from "vitest";
import { clamp, sizeAfterKey } from "./size";

const limits = { min: 140, max: 480 };

describe("a divider", () => {
  it("stays within its limits, and on whole pixels", () => {
    expect([clamp(0, limits), clamp(200.4, limits), clamp(999, limits)]).toEqual([140, 200, 480]);
  });
  it("keeps its smallest size where there is no room", () => {
    expect(clamp(200, { min: 140, max: 90 })).toBe(140);
  });
  it.each([
    ["ArrowLeft", 224],
    ["ArrowRight", 256],
    ["Home", 140],
    ["End", 480],
  ])("moves with %s", (key, size) => {
    expect(sizeAfterKey(key, 240, limits)).toBe(size);
  });
  it("leaves other keys alone", () => {
    expect(sizeAfterKey("a", 240, limits)).toBeNull();
  });
});

describe("a divider on another edge of its pane", () => {
  it.each([
    ["left", "ArrowLeft", 256],
    ["left", "ArrowRight", 224],
    ["top", "ArrowUp", 256],
    ["top", "ArrowDown", 224],
  ] as const)("on the %s makes it larger away from it: %s", (edge, key, size) => {
    expect(sizeAfterKey(key, 240, limits, edge)).toBe(size);
  });
  it("leaves the keys of the other direction alone", () => {
    expect(sizeAfterKey("ArrowLeft", 240, limits, "top")).toBeNull();
  });
});
