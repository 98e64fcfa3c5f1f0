import { describe, expect, it } from "vitest";
import { leastTime, PROMPT_MS } from "../testing/least-time";
import { GlobFault } from "./glob-fault";
import { matchSegment, parseSegment } from "./segment-glob";

function matches(pattern: string, text: string): boolean {
  const glob = parseSegment(pattern);
  if (glob instanceof GlobFault) throw new Error(glob.why);
  return matchSegment(glob, text, 0, text.length);
}

describe("matchSegment", () => {
  it.each<[string, string[], string[]]>([
    ["a", ["a"], ["", "b", "aa"]],
    ["*", ["", "a", ".env", "a\nb"], []],
    ["a*", ["a", "ab"], ["", "ba"]],
    ["*.key", [".key", "a.key"], ["a.keys", "key"]],
    ["a*b*c", ["abc", "axbxc", "abcbc"], ["ab", "abcx"]],
    ["?", ["a", "😀", "é"], ["", "ab"]],
    ["a?*", ["ab", "abc"], ["a"]],
    ["[a-c]x", ["ax", "cx"], ["dx", "x"]],
    ["[!a]", ["b", "😀"], ["a", ""]],
    ["[^a-z]", ["A", "."], ["q"]],
    ["[]-]", ["]", "-"], ["a"]],
    ["[a-]", ["a", "-"], ["b"]],
    ["[\\]x]", ["]", "x"], ["\\"]],
    ["[a\\-c]", ["a", "-", "c"], ["b"]],
    ["[😀-😂]", ["😁"], ["😃"]],
    ["\\*", ["*"], ["a", "\\*"]],
    ["*\\**", ["*", "a*b"], ["ab"]],
    ["**x".slice(1), ["x", "ax"], ["xa"]],
  ])("%s", (pattern, yes, no) => {
    for (const text of yes) expect([text, matches(pattern, text)]).toEqual([text, true]);
    for (const text of no) expect([text, matches(pattern, text)]).toEqual([text, false]);
  });

  it("looks at the part of the text that it is told", () => {
    const glob = parseSegment("b*");
    expect(!(glob instanceof GlobFault) && matchSegment(glob, "/a/bc/d", 3, 5)).toBe(true);
  });

  it.each(["a**", "**a", "[a", "[]", "[!]", "[z-a]", "a\\", "[a\\]"])("%s is a fault", (pattern) =>
    expect(parseSegment(pattern)).toBeInstanceOf(GlobFault),
  );

  it("takes no longer for hostile patterns than length times length", () => {
    const text = "a".repeat(4096);
    for (const pattern of [`${"*a".repeat(1000)}*b`, `${"*?".repeat(1000)}b`, `*${"a".repeat(2000)}b*`]) {
      expect(matches(pattern, text)).toBe(false);
      expect(leastTime(() => matches(pattern, text))).toBeLessThan(PROMPT_MS);
    }
  });
});
