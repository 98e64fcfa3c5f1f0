/** The grants that the run did not use, as words behind their lines. */
import type { LineNotes } from "../editor/line-notes";
import type { Of } from "../policy-desk/desk-store";
import type { RuleView } from "../policy-desk/messages";

const MOST_UNITS = 60;

export function unusedNotes(unused: Of<readonly RuleView[]> | undefined): LineNotes | undefined {
  if (!unused) return undefined;
  const byLine = new Map<number, string[]>();
  for (const { line, text } of unused.view) {
    if (line !== null) byLine.set(line, [...(byLine.get(line) ?? []), text]);
  }
  const notes = [...byLine].map(([line, texts]) => ({
    line,
    words: `not used by the run: ${shortened(texts)}`,
  }));
  return { text: unused.text, notes };
}

function shortened(texts: readonly string[]): string {
  const all = texts.join(", ");
  return all.length <= MOST_UNITS ? all : `${all.slice(0, MOST_UNITS - 1)}…`;
}
