import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesGlob, partsOf } from "../testing/reference-glob";
import {
  escapeGlob,
  hasDotSegment,
  matchSequence,
  parsePathGlob,
  parseTextGlob,
  segmentBounds,
} from "./glob";
import { GlobFault } from "./glob-fault";

function matches(pattern: string, path: string): boolean {
  const sequences = parsePathGlob(pattern);
  if (sequences instanceof GlobFault) throw new Error(sequences.why);
  const bounds = path === "/" ? [] : segmentBounds(path).slice(2);
  return sequences.some((sequence) => matchSequence(sequence, path, bounds));
}

describe("path globs", () => {
  it.each<[string, string[], string[]]>([
    ["/", ["/"], ["/a"]],
    ["/**", ["/", "/a", "/a/b"], []],
    ["**", ["/", "/a"], []],
    ["/a/**", ["/a", "/a/b", "/a/b/c"], ["/", "/ab", "/b/a"]],
    ["**/*.key", ["/x.key", "/a/b/.key"], ["/x.key/y", "/key"]],
    ["/a/*/c", ["/a/b/c"], ["/a/c", "/a/b/b/c"]],
    ["/a/**/c", ["/a/c", "/a/b/b/c"], ["/a/b", "/a/c/d"]],
    ["/{a,b/c}/**", ["/a/x", "/b/c"], ["/b", "/c"]],
    ["**/a/**/b/**", ["/a/b", "/x/a/y/b/z"], ["/b/a", "/ab"]],
    ["/etc/**", ["/etc/a\nb"], []],
  ])("%s", (pattern, yes, no) => {
    for (const path of yes) expect([path, matches(pattern, path)]).toEqual([path, true]);
    for (const path of no) expect([path, matches(pattern, path)]).toEqual([path, false]);
  });

  it.each([
    "",
    "a",
    "~/a",
    "./a",
    "/a/",
    "//a",
    "/a//b",
    "/a/../b",
    "/a/.",
    "/a**",
    "/**a",
    "/[",
    "/{a",
    "/a\nb",
    "/\0",
    "/\ud800",
    `/${"a".repeat(5000)}`,
  ])("%j is a fault", (pattern) => expect(parsePathGlob(pattern)).toBeInstanceOf(GlobFault));

  it("mean what their definition says", () => {
    const segment = fc.constantFrom("a", "b", "*", "**", "a*", "*b", "?", "[ab]", "{a,b}", "ab");
    const pattern = fc
      .array(segment, { minLength: 1, maxLength: 6 })
      .map((segments) => `/${segments.join("/")}`);
    const path = fc
      .array(fc.constantFrom("a", "b", "ab", "ba", "aab"), { maxLength: 6 })
      .map((names) => `/${names.join("/")}`);
    fc.assert(
      fc.property(pattern, path, (glob, text) => {
        expect(matches(glob, text)).toBe(matchesGlob(glob, partsOf(text)));
      }),
      { numRuns: 3000 },
    );
  });
});

describe("text globs", () => {
  it("keep wildcards within the parts of a name", () => {
    const test = (pattern: string, text: string, separator?: string) => {
      const sequences = parseTextGlob(pattern, separator);
      if (sequences instanceof GlobFault) return sequences.why;
      return sequences.some((sequence) => matchSequence(sequence, text, segmentBounds(text, separator)));
    };
    expect([test("acme/*", "acme/x"), test("acme/*", "acme/x/y"), test("acme/**", "acme/x/y")]).toEqual([
      true,
      false,
      true,
    ]);
    expect([test("*.secrets", "public.secrets", "."), test("*.secrets", "a.b.secrets", ".")]).toEqual([
      true,
      false,
    ]);
  });
});

it("escapes what has a meaning", () => {
  expect(escapeGlob("/a/b")).toBe("/a/b");
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("a", "*", "?", "[", "]", "{", "}", ",", "\\", "!", "-"), { minLength: 1 }),
      (parts) => {
        const path = `/${parts.join("")}`;
        expect(matches(escapeGlob(path), path)).toBe(true);
        expect(matches(escapeGlob(path), `${path}x`)).toBe(false);
      },
    ),
  );
});

it("sees dot segments", () => {
  expect(["a/../b", "..", "./a", "a/."].every(hasDotSegment)).toBe(true);
  expect(["a..b", ".a", "...", "a/b", ""].some(hasDotSegment)).toBe(false);
});
