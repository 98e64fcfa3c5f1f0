import type { Selection } from "../workbench/place";

/** Between offsets, as a textarea counts, and lines and columns from one, as people do. */
export function selectionOf(text: string, start: number, end: number): Selection {
  const from = position(text, start);
  const to = position(text, end);
  return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

function position(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return { line, column: offset - before.lastIndexOf("\n") };
}

export function offsetsOf(text: string, selection: Selection): readonly [number, number] {
  const lines = text.split("\n");
  const offset = (line: number, column: number) => {
    const row = Math.min(line, lines.length);
    const before = lines.slice(0, row - 1).reduce((sum, each) => sum + each.length + 1, 0);
    return before + Math.min(column - 1, lines[row - 1]?.length ?? 0);
  };
  return [offset(selection.line, selection.column), offset(selection.endLine, selection.endColumn)];
}
