import { expect, it } from "vitest";
import { foldersOf, treeOf } from "./tree";

const paths = ["b.ts", "a/z.ts", "a/b/c.ts", "a.ts", "a/a.ts"];

it("spells a tree, folders first", () => {
  const shape = (nodes: ReturnType<typeof treeOf>): unknown[] =>
    nodes.map((node) => (node.kind === "folder" ? [node.id, shape(node.children)] : node.id));
  expect(shape(treeOf(paths))).toEqual([["a", [["a/b", ["a/b/c.ts"]], "a/a.ts", "a/z.ts"]], "a.ts", "b.ts"]);
});

it("names every folder once", () => {
  expect(foldersOf(paths)).toEqual(["a", "a/b"]);
  expect(treeOf([])).toEqual([]);
});
