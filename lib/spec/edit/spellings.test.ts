import fc from "fast-check";
import { expect, it } from "vitest";
import { writeText } from "../diagnostics/fixes";
import { isHeaderLine, isPairLine, unescapeBasic } from "./spellings";

it("reads what is written", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      (text) => unescapeBasic(writeText(text).slice(1, -1)) === text,
    ),
  );
});

it.each([
  ["\\", "\\"],
  ["\\q", "\\q"],
  ["\\u12", "\\u12"],
  ["\\U00110000", "\\U00110000"],
  ["\\x41\\e", "A\u001b"],
])("leaves an escape that is none as it is: %j", (written, text) => {
  expect(unescapeBasic(written)).toBe(text);
});

it.each([
  ["[agent]", true],
  ["[[test]] # x", true],
  ['[capabilities.tools."a.b"]', true],
  ["[true]", false],
  ["[1, 2]", false],
  ['["a"]', false],
  ["[agent", false],
  ["[agent],", false],
])("%j begins a table: %s", (line, is) => expect(isHeaderLine(line, 0)).toBe(is));

it.each([
  ["a = 1", true],
  ['"a b".c=', true],
  ['"a",', false],
  ["1", false],
])("%j begins a pair: %s", (line, is) => expect(isPairLine(line, 0)).toBe(is));
