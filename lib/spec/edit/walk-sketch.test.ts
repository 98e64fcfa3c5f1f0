import { expect, it } from "vitest";
import { readSketch } from "./read-sketch";
import { placeSections, visitSketch, writtenAt } from "./walk-sketch";

const TEXT = `spec = 1
[capabilities.tools."a.b"]
args.repo = ["x", "y"]
[[test]]
name = "one"
[[test]]
[test.request]
op = "fs.read"
`;

it("gives tables the paths that the loader gives them", () => {
  expect(placeSections(readSketch(TEXT)).map(({ path }) => path)).toEqual([
    [],
    ["capabilities", "tools", "a.b"],
    ["test", 0],
    ["test", 1],
    ["test", 1, "request"],
  ]);
});

it("visits keys, what is between their dots, and elements, in the order of the text", () => {
  const paths: string[] = [];
  visitSketch(readSketch(TEXT), ({ path }) => paths.push(path.join(" ")));
  expect(paths.slice(0, 8)).toEqual([
    "spec",
    "capabilities",
    "capabilities tools",
    "capabilities tools a.b",
    "capabilities tools a.b args",
    "capabilities tools a.b args repo",
    "capabilities tools a.b args repo 0",
    "capabilities tools a.b args repo 1",
  ]);
});

it("knows what a table has, wherever it is written", () => {
  const sketch = readSketch(TEXT);
  expect([...writtenAt(sketch, ["test", 1])]).toEqual([["request", null]]);
  expect([...writtenAt(sketch, ["test", 1, "request"])]).toEqual([["op", "fs.read"]]);
  expect([...writtenAt(sketch, ["test", 0])]).toEqual([["name", "one"]]);
  expect([...writtenAt(sketch, ["nothing"])]).toEqual([]);
});
