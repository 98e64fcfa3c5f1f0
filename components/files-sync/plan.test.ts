import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { besideOf, planOf, type Sides } from "./plan";

const sides = (mine: string | null, server: string | null | undefined, agreed: string | null): Sides => ({
  here: new Map(mine === null ? [] : [["f", mine]]),
  server: new Map(server === undefined ? [] : [["f", server]]),
  agreed: new Map(agreed === null ? [] : [["f", agreed]]),
});
const way = (of: Sides) => Object.entries(planOf(of)).find(([, paths]) => paths.length > 0)?.[0];

describe("planOf", () => {
  it.each([
    ["the same on both sides", "a", "a", "b", "agree"],
    ["deleted on both sides", null, null, "a", "agree"],
    ["new here", "a", undefined, null, "send"],
    ["as it was given, and new to the server", "a", undefined, "a", "send"],
    ["deleted here, and unknown to the server", null, undefined, "a", "send"],
    ["changed here", "b", "a", "a", "send"],
    ["deleted here", null, "a", "a", "send"],
    ["changed there", "a", "b", "a", "take"],
    ["deleted there", "a", null, "a", "take"],
    ["new there", null, "a", null, "take"],
    ["changed on both sides", "b", "c", "a", "keepBoth"],
    ["new on both sides", "b", "c", null, "keepBoth"],
    ["deleted here and changed there", null, "c", "a", "take"],
    ["changed here and deleted there", "b", null, "a", "send"],
  ])("%s", (_, mine, server, agreed, expected) => {
    expect(way(sides(mine, server, agreed))).toBe(expected);
  });

  it("never drops a text that only one side has, unless it was there when both agreed", () => {
    const text = fc.constantFrom("a", "b", "c", null);
    fc.assert(
      fc.property(text, fc.option(text, { nil: undefined }), text, (mine, server, agreed) => {
        const found = way(sides(mine, server, agreed));
        if (found === "take" && mine !== null) expect(mine).toBe(agreed);
        if (found === "send" && typeof server === "string") expect(server).toBe(agreed);
      }),
    );
  });
});

it("puts the other version beside the file, under a name that is free", () => {
  const names = ["agent.ts", "a.b/README", ".env", "x"].map((path) => besideOf(path, 3, () => false));
  expect(names).toEqual(["agent.theirs-3.ts", "a.b/README.theirs-3", ".env.theirs-3", "x.theirs-3"]);
  expect(besideOf("a.ts", 3, (path) => path === "a.theirs-3.ts")).toBe("a.theirs-3-2.ts");
});
