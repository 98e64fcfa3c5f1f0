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

it("shows folders that nothing is in, once, also those within others", () => {
  const nodes = treeOf(["a/x.ts"], ["a", "b/c"]);
  expect(nodes.map(({ id, kind }) => [id, kind])).toEqual([
    ["a", "folder"],
    ["b", "folder"],
  ]);
  expect(nodes[0]?.children.map(({ id }) => id)).toEqual(["a/x.ts"]);
  expect(nodes[1]?.children).toEqual([{ kind: "folder", id: "b/c", name: "c", children: [] }]);
  expect(foldersOf(["a/x.ts"], ["a", "b/c"])).toEqual(["a", "b", "b/c"]);
});
