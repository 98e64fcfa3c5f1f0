import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { faultOfName } from "./path";

describe("faultOfName", () => {
  it.each(["notes.md", "data/y.csv", "a/b/c.txt", ".env", "..a", "a..b/-", "__proto__"])(
    "takes %s",
    (path) => {
      expect(faultOfName(path)).toBeNull();
    },
  );
  it.each([
    "",
    "/x",
    "../x",
    "a/../b",
    "a/..",
    "a//b",
    "a/",
    "./a",
    "a b",
    "a\\b",
    "C:x",
    "ä.md",
    "a\0b",
    "a\n",
  ])("refuses %j with a sentence", (path) => {
    expect(faultOfName(path)).toMatch(/\.$/);
  });
  it("takes nothing that a URL would read as another path", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (path) => {
        if (faultOfName(path) !== null) return;
        expect(new URL(path, "https://a.example/w/").pathname).toBe(`/w/${path}`);
      }),
    );
  });
});
