import { expect, it } from "vitest";
import { rangeAt, selectionFrom } from "./ranges";

it("keeps both ends of a place", () => {
  const range = { startLineNumber: 1, startColumn: 2, endLineNumber: 3, endColumn: 4 };
  expect(selectionFrom(range)).toEqual({ line: 1, column: 2, endLine: 3, endColumn: 4 });
  expect(selectionFrom(rangeAt({ lineNumber: 5, column: 6 }))).toEqual({
    line: 5,
    column: 6,
    endLine: 5,
    endColumn: 6,
  });
});
