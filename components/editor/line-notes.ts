/** Words behind lines that are about the text as it is now, and not about a run: they go when it changes its meaning. */
import type { editor } from "monaco-editor/editor/editor.api";

export interface LineNote {
  readonly line: number;
  readonly words: string;
}
export interface LineNotes {
  /** The text whose lines these are. */
  readonly text: string;
  readonly notes: readonly LineNote[];
}

export function noteDecoration(
  { line, words }: LineNote,
  lengthOf: (line: number) => number,
): editor.IModelDeltaDecoration {
  const column = lengthOf(line) + 1;
  const options = {
    description: "note",
    showIfCollapsed: true,
    after: { content: `\u2003${words}`, inlineClassName: "line-note" },
  };
  return {
    range: { startLineNumber: line, startColumn: column, endLineNumber: line, endColumn: column },
    options,
  };
}
