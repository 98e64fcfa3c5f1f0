/** Applies a fix to the text that it was made for. */
import type { Fix } from "./diagnostic";

export function applyFix(text: string, fix: Fix): string {
  const edits = [...fix.edits].sort((a, b) => b.range.start.offset - a.range.start.offset);
  return edits.reduce(
    (result, { range, newText }) =>
      result.slice(0, range.start.offset) + newText + result.slice(range.end.offset),
    text,
  );
}
