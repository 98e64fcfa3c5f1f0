import { describe, expect, it } from "vitest";
import { leastTime, PROMPT_MS } from "../testing/least-time";
import { EXPANSION_LIMIT, expandBraces } from "./braces";
import { GlobFault } from "./glob-fault";

describe("expandBraces", () => {
  it.each<[string, string[]]>([
    ["a", ["a"]],
    ["{a,b}", ["a", "b"]],
    ["x{a,b}y", ["xay", "xby"]],
    ["{a,b}{c,d}", ["ac", "ad", "bc", "bd"]],
    ["{a,{b,c}d}", ["a", "bd", "cd"]],
    ["{a}", ["a"]],
    ["{,a}", ["", "a"]],
    ["[{]a", ["[{]a"]],
    ["\\{a,b\\}", ["\\{a,b\\}"]],
    ["{a\\,b,c}", ["a\\,b", "c"]],
    ["{[,],b}", ["[,]", "b"]],
    ["a,b", ["a,b"]],
  ])("%s stands for %j", (pattern, expected) => expect(expandBraces(pattern)).toEqual(expected));

  it.each(["{a", "a{b,{c}", "a{b}}", "{a,b}}", "{".repeat(20) + "}".repeat(20), "{a,b}".repeat(9)])(
    "%s is a fault",
    (pattern) => expect(expandBraces(pattern)).toBeInstanceOf(GlobFault),
  );

  it("stops in time on what would be astronomically many", () => {
    for (const pattern of [
      "{a,b}".repeat(800),
      `{${"a,".repeat(EXPANSION_LIMIT + 1)}}`,
      "{".repeat(4000),
      "{a,b}".repeat(8) + "{x}".repeat(1300),
    ]) {
      expect(expandBraces(pattern)).toBeInstanceOf(GlobFault);
      expect(leastTime(() => expandBraces(pattern))).toBeLessThan(PROMPT_MS);
    }
  });
});
