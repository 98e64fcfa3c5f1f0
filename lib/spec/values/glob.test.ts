import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseGlob, parsePathGlob } from "./glob";

describe("path patterns", () => {
  it.each([
    "/",
    "/a",
    "/a/**",
    "**/*.key",
    "**",
    "/a/{b,c}/*",
    "/[a-z]?",
    "/a/[]]",
    "/a/[!x]",
    "{/a,/b}/**",
    "/a\\*",
    "/b\u0301",
  ])("takes %s", (text) => {
    expect(parsePathGlob(text)).toEqual({ ok: true, value: text });
  });

  it.each([
    "",
    "/[a",
    "/{a",
    "/a\\",
    "/[a/b]",
    "/a\0b",
    "/\ud800",
    "/a/../b",
    "/./a",
    "/{{{{{{{{{a}}}}}}}}}",
    "/a**b",
    "/[z-a]",
    "/{a,..}",
    `/${"a".repeat(5000)}`,
  ])("refuses %j", (text) => {
    expect(parsePathGlob(text).ok).toBe(false);
  });

  it.each([
    ["~/.ssh/**", "**/.ssh/**"],
    ["data/**", "**/data/**"],
    ["./out", "**/out"],
    ["*.key", "**/*.key"],
    ["/a/", "/a"],
    ["/a//b", "/a/b"],
  ])("refuses %s, which would match nothing, and knows what was meant", (text, replacement) => {
    expect(parsePathGlob(text)).toMatchObject({ ok: false, replacement });
    expect(parsePathGlob(replacement).ok).toBe(true);
  });
});

describe("patterns", () => {
  it("are judged in linear time, and always", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.constantFrom("[", "{", "\\", "**/", "{a,"),
        fc.nat(1000),
        (text, unit, count) => {
          expect(typeof parseGlob(text + unit.repeat(count)).ok).toBe("boolean");
        },
      ),
    );
  });
});
