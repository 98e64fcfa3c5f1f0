import { describe, expect, it } from "vitest";
import { readToml } from "./read-toml";
import { sameTree } from "./same-tree";

function same(left: string, right: string): boolean {
  const [a, b] = [readToml(left), readToml(right)];
  if (!a.ok || !b.ok) throw new Error("the texts of this test are TOML");
  return sameTree(a.root, b.root);
}

describe("the same tree", () => {
  it.each([
    ["a.b = 1\nc = 2", "c = 2\n[a]\nb = 1"],
    ["a = [1, 2]", "a = [\n 1, # one\n 2,\n]"],
    ["a = 'x'", 'a = "x"'],
    ["a = 0x10", "a = 16"],
    ["a = nan", "a = nan"],
    ["[[a]]", "a = [{}]"],
  ])("%j and %j", (left, right) => {
    expect(same(left, right)).toBe(true);
  });

  it.each([
    ["a = 1", "a = 1.0"],
    ["a = 1", "a = '1'"],
    ["a = [1, 2]", "a = [2, 1]"],
    ["a = [1]", "a = [1, 1]"],
    ["a = 1", "b = 1"],
    ["a = 1", "a = 1\nb = 1"],
    ["a = 0.0", "a = -0.0"],
    ["a = {}", "a = []"],
    ["a = 1979-05-27", "a = '1979-05-27'"],
  ])("not %j and %j", (left, right) => {
    expect(same(left, right)).toBe(false);
    expect(same(right, left)).toBe(false);
  });
});
