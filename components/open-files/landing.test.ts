import { describe, expect, it } from "vitest";
import { isSameLanding, landingOver, placeAt } from "./landing";

describe("a file that is dragged", () => {
  it("lands in a row before the tab whose middle it has not reached", () => {
    const tabs = [
      { left: 0, right: 100 },
      { left: 100, right: 140 },
    ];
    expect([-5, 49, 50, 119, 120, 900].map((x) => placeAt(x, tabs))).toEqual([0, 0, 1, 1, 2, 2]);
    expect(placeAt(10, [])).toBe(0);
  });

  it("splits an editor that is not split at its sides, and lands in the group elsewhere", () => {
    expect([0, 0.5, 0.9].map((share) => landingOver(1, false, share))).toEqual([
      { side: "left" },
      { group: 1 },
      { side: "right" },
    ]);
    expect([0, 0.5, 0.9].map((share) => landingOver(1, true, share))).toEqual(Array(3).fill({ group: 1 }));
  });

  it("lands where it did, or elsewhere", () => {
    expect(isSameLanding({ group: 0, at: 1 }, { group: 0, at: 1 })).toBe(true);
    expect(isSameLanding({ group: 0, at: 1 }, { group: 0 })).toBe(false);
    expect(isSameLanding({ side: "left" }, { side: "right" })).toBe(false);
    expect(isSameLanding({ side: "left" }, { side: "left" })).toBe(true);
    expect(isSameLanding({ side: "left" }, { group: 0 })).toBe(false);
    expect([isSameLanding(null, null), isSameLanding(null, { group: 0 })]).toEqual([true, false]);
  });
});
