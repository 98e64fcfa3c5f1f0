import { describe, expect, it } from "vitest";
import type { ArgumentCondition } from "../spec/agent-spec";
import { linkCondition } from "./conditions";
import { copyPlain } from "./copy";
import { GlobFault } from "./match/glob-fault";
import { leastTime, PROMPT_MS } from "./testing/least-time";

function meets(condition: ArgumentCondition | string | number | boolean, value: unknown): boolean {
  const check = linkCondition(condition);
  const copy = copyPlain(value);
  if (check instanceof GlobFault || copy === undefined) throw new Error("no condition, or no value");
  return check(copy) === null;
}
const bounds = (rest: object): ArgumentCondition => ({ required: false, ...rest });

describe("conditions", () => {
  it.each<[ArgumentCondition | string | number | boolean, unknown[], unknown[]]>([
    [["acme/*"], ["acme/x"], ["acme/x/y", "acme", "acme/..", "acme/.", "x/acme/y", 1, null, ["acme/x"]]],
    [["acme/**"], ["acme/x/y"], ["acme/../evil", "acme/x/."]],
    [[""], [""], ["a"]],
    [[], [], ["", "a"]],
    [["*"], ["a", "a/b", ""], [1, ".."]],
    ["main", ["main"], ["Main", ["main"], 1]],
    [true, [true], ["true", 1]],
    [bounds({ equals: 1 }), [1], ["1", 1.5, true]],
    [bounds({ one_of: ["a", 1, false] }), ["a", 1, false], ["b", "1", 0, null]],
    [bounds({ min: 0, max: 100 }), [0, 100, 50.5], [-1, 101, "5", null, [5]]],
    [bounds({ min: 1 }), [1, 1e9], [0]],
    [bounds({ max_length: 3 }), ["", "abc", "😀😀😀", [1, 2, 3]], ["abcd", [1, 2, 3, 4], 3, { length: 1 }]],
    [bounds({ min_length: 1 }), ["a", [1]], ["", []]],
    [bounds({ matches: "[A-Z]+-[0-9]+" }), ["AB-1"], ["xAB-1", "AB-1\n", "AB-1 ; rm", "ab-1", 1]],
    [bounds({ matches: "a|ab" }), ["a", "ab"], ["abc"]],
    [bounds({ items: ["acme/*"] }), [[], ["acme/x"]], [["acme/x", "x"], "acme/x", { 0: "acme/x" }]],
    [bounds({ items: bounds({ max: 3 }), max_length: 2 }), [[1, 3]], [[4], [1, 1, 1]]],
    [bounds({}), [1, "a", null, {}], []],
  ])("%j", (condition, yes, no) => {
    for (const value of yes) expect([value, meets(condition, value)]).toEqual([value, true]);
    for (const value of no) expect([value, meets(condition, value)]).toEqual([value, false]);
  });

  it.each<ArgumentCondition>([
    ["[z-a]"],
    bounds({ matches: "(a" }),
    bounds({ matches: "(?=a)" }),
    bounds({ matches: "a{1000}{9}" }),
    bounds({ matches: "x{900}y{900}z{900}" }),
    bounds({ items: ["{a"] }),
  ])("%j cannot be enforced", (condition) => expect(linkCondition(condition)).toBeInstanceOf(GlobFault));

  it("takes linear time for expressions that stop others", () => {
    const long = [
      ["(a*)*b", "a".repeat(16_000)],
      ["(x+x+)+y", "x".repeat(16_000)],
      [".*", "x".repeat(1_000_000)],
    ] as const;
    for (const [matches, text] of long) {
      expect(meets(bounds({ matches }), text)).toBe(false);
      expect(leastTime(() => meets(bounds({ matches }), text))).toBeLessThan(PROMPT_MS);
    }
  });
});
