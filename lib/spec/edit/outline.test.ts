import { expect, it } from "vitest";
import { outlineOf } from "./outline";

it("lists tables, their keys, their rules, and tests by what they show", () => {
  const items = outlineOf(`spec = 1
[capabilities.filesystem]
read = ["/a/**", "/b"]
[[test]]
name = "reads"
expect = "allow"
[[test]]
`);
  const shape = (all: typeof items): unknown[] =>
    all.map(({ kind, name, detail, children }) => [kind, name, detail, ...shape(children)]);
  expect(shape(items)).toEqual([
    ["key", "spec", "1"],
    [
      "section",
      "capabilities.filesystem",
      "",
      ["key", "read", "", ["rule", "/a/**", ""], ["rule", "/b", ""]],
    ],
    ["test", "reads", "allow"],
    ["test", "test", ""],
  ]);
});

it("keeps a half-written header", () => {
  expect(outlineOf("[\n[[")).toMatchObject([{ name: "table" }, { name: "table" }]);
});
