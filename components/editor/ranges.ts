/** Between places as Monaco has them and as the workbench has them; both count from one. */
import type { IPosition, IRange } from "monaco-editor/editor/editor.api";
import type { Selection } from "../workbench/place";

export function rangeAt({ lineNumber, column }: IPosition): IRange {
  return { startLineNumber: lineNumber, startColumn: column, endLineNumber: lineNumber, endColumn: column };
}

export function selectionFrom(range: IRange): Selection {
  const { startLineNumber: line, startColumn: column, endLineNumber: endLine, endColumn } = range;
  return { line, column, endLine, endColumn };
}
