import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { didYouMean, editDistance } from "./did-you-mean";

describe("edit distance", () => {
  it.each<[string, string, number]>([
    ["", "", 0],
    ["abc", "", 3],
    ["kitten", "sitting", 3],
    ["raed", "read", 1],
    ["allow", "alow", 1],
    ["deny", "approve", 7],
  ])("%s to %s", (from, to, distance) => {
    expect(editDistance(from, to)).toBe(distance);
    expect(editDistance(to, from)).toBe(distance);
  });

  it("is none for the same word only, and never more than the longer word", () => {
    const word = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b);
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});

describe("did you mean", () => {
  const words = ["read", "write", "deny", "approve"];
  it("finds the closest word, whatever its case", () => {
    expect(didYouMean("raed", words)).toBe("read");
    expect(didYouMean("DENY", words)).toBe("deny");
    expect(didYouMean("aprove", words)).toBe("approve");
    expect(didYouMean("wrte", words)).toBe("write");
  });

  it("says nothing rather than something far-fetched", () => {
    expect(didYouMean("banana", words)).toBeNull();
    expect(didYouMean("x", words)).toBeNull();
    expect(didYouMean("", words)).toBeNull();
    expect(didYouMean("read".repeat(100), words)).toBeNull();
  });
});
