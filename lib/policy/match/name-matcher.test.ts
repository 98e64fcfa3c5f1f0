import { expect, it } from "vitest";
import { GlobFault } from "./glob-fault";
import { NameMatcher } from "./name-matcher";

it("finds the first pattern that matches", () => {
  const matcher = new NameMatcher();
  for (const [rule, pattern] of ["a/*", "b", "a/x", "*", "b"].entries()) matcher.add(pattern, rule);
  expect(["a/x", "b", "c", "a/b/c", "constructor"].map((name) => matcher.first(name))).toEqual([
    0, 1, 3, 3, 3,
  ]);
});

it("parts names by its separator", () => {
  const matcher = new NameMatcher(".");
  matcher.add("public.*", 0);
  expect([matcher.first("public.a"), matcher.first("public.a.b"), matcher.first("publicxa")]).toEqual([
    0, -1, -1,
  ]);
});

it("keeps escaped literals literal", () => {
  const matcher = new NameMatcher();
  matcher.add("a\\*", 0);
  expect([matcher.first("a*"), matcher.first("ab"), matcher.first("a\\*")]).toEqual([0, -1, -1]);
});

it("answers a fault for what is no pattern, and matches nothing when empty", () => {
  expect(new NameMatcher().add("[", 0)).toBeInstanceOf(GlobFault);
  expect(new NameMatcher().first("a")).toBe(-1);
});
