import { describe, expect, it } from "vitest";
import { folderOf, inFolder, joinPath, movedPath, moveTo, nameOf, takeAway } from "./many-files";

const paths = ["a/b/c.ts", "a/d.ts", "ab.ts", "e.ts"];

it("takes paths apart and puts them together", () => {
  expect([nameOf("a/b.ts"), nameOf("b.ts"), folderOf("a/b/c"), folderOf("c")]).toEqual([
    "b.ts",
    "b.ts",
    "a/b",
    "",
  ]);
  expect([joinPath("", "x"), joinPath("a", "x")]).toEqual(["x", "a/x"]);
  expect([inFolder("ab.ts", "a"), inFolder("a/d.ts", "a"), inFolder("a", "a")]).toEqual([false, true, true]);
  expect([movedPath("ab.ts", "a", "z"), movedPath("a/d.ts", "a", "z/y")]).toEqual(["ab.ts", "z/y/d.ts"]);
});

describe("moveTo", () => {
  it("moves a folder with all in it, and nothing that only begins like it", () => {
    expect(moveTo(paths, "a", "z")).toEqual([
      ["a/b/c.ts", "z/b/c.ts"],
      ["a/d.ts", "z/d.ts"],
    ]);
    expect(moveTo(paths, "e.ts", "a/e.ts")).toEqual([["e.ts", "a/e.ts"]]);
  });
  it.each([
    ["onto another file", "e.ts", "ab.ts"],
    ["onto a folder", "e.ts", "a"],
    ["below a file", "e.ts", "ab.ts/e.ts"],
    ["into itself", "a", "a/b/a"],
    ["to where it is", "a", "a"],
  ])("refuses to move %s", (_, from, to) => {
    expect(moveTo(paths, from, to)).toBeNull();
  });
});

it("marks what the example gave, and forgets what was made here", () => {
  expect(
    takeAway({ "a.ts": "1", "b.ts": "2" }, { "a.ts": "1!", "own.ts": "x", "c.ts": "y" }, ["a.ts", "own.ts"]),
  ).toEqual({
    "a.ts": null,
    "c.ts": "y",
  });
});
