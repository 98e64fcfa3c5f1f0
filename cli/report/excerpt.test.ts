import { expect, test } from "vitest";
import { PLAIN } from "../io/style";
import { excerpt } from "./excerpt";

function at(text: string, marked: string) {
  const offset = text.indexOf(marked);
  const before = text.slice(0, offset).split("\n");
  const line = before.length;
  const column = (before.at(-1)?.length ?? 0) + 1;
  const start = { line, column, offset };
  return excerpt(
    text,
    { start, end: { line, column: column + marked.length, offset: offset + marked.length } },
    PLAIN,
  );
}

test("the line and carets below what is meant", () => {
  expect(at('a = 1\r\nraed = ["x"]\r\n', "raed")).toEqual(['2 | raed = ["x"]', "  | ^^^^"]);
});

test("carets stand right behind tabs, wide characters and escapes", () => {
  expect(at('\t"日本" = bad', "bad")).toEqual(['1 |  "日本" = bad', "  |           ^^^"]);
  expect(at("\x1b = bad", "bad")).toEqual(["1 | \\u001b = bad", "  |          ^^^"]);
});

test("a long line shows the surroundings of the place", () => {
  const [line = "", carets = ""] = at(`${"a".repeat(500)}bad${"c".repeat(500)}`, "bad");
  expect(line.length).toBeLessThan(120);
  expect(line.indexOf("bad")).toBe(carets.indexOf("^^^"));
  expect(line).toMatch(/^1 \| \.\.\.a+badc+\.\.\.$/);
});

test("the end of the text still has a place", () => {
  const end = { line: 2, column: 1, offset: 6 };
  expect(excerpt("a = 1\n", { start: end, end }, PLAIN)).toEqual(["2 | ", "  | ^"]);
});
