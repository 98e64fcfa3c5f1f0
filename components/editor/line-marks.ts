/** What the lines of a policy decided in the run beside it, as marks behind their text. */
import type { editor, IRange } from "monaco-editor/editor/editor.api";

export interface LineMark {
  readonly line: number;
  readonly counts: Readonly<Record<MarkKind, number>>;
  /** The last requests, in words, for whoever points at the mark. */
  readonly last: readonly string[];
}
export interface LineMarks {
  /** The text whose lines these are: on another one they would stand beside the wrong rule. */
  readonly text: string;
  readonly marks: readonly LineMark[];
}

const KINDS = ["deny", "approve", "sanitize", "allow"] as const;
type MarkKind = (typeof KINDS)[number];

/** Behind the end of its line, a word and a number for each verdict. */
export function decorationsOf(
  { line, counts, last }: LineMark,
  lengthOf: (line: number) => number,
): editor.IModelDeltaDecoration[] {
  const column = lengthOf(line) + 1;
  const range: IRange = {
    startLineNumber: line,
    startColumn: column,
    endLineNumber: line,
    endColumn: column,
  };
  return KINDS.filter((kind) => counts[kind] > 0).map((kind) => ({
    range,
    options: {
      description: "decisions",
      showIfCollapsed: true,
      after: { content: `${WIDE}${kind} ${counts[kind]}`, inlineClassName: `line-mark line-mark-${kind}` },
      hoverMessage: last.map((text) => ({ value: asCode(text) })),
    },
  }));
}

/** Spaces that are not joined. */
const WIDE = "\u2003";

/** An agent's words: never read as markup. */
function asCode(text: string): string {
  return `\`\`${text.replaceAll("`", "'").replace(/\s+/g, " ").slice(0, 200)} \`\``;
}
