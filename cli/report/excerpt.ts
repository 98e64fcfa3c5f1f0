/** The line that a finding is about, with carets below what is meant. */
import type { SourceRange } from "../../lib/policy/types";
import { printable } from "../io/printable";
import type { Style } from "../io/style";

const WIDTH = 100;
/** What stays visible before the place in a line that is too long. */
const LEAD = 40;

export function excerpt(text: string, range: SourceRange, style: Style): string[] {
  const { start, end } = range;
  const lineStart = start.offset - (start.column - 1);
  const line = lineAt(text, lineStart);
  const from = Math.min(start.column - 1, line.length);
  const to = end.line === start.line ? Math.min(end.column - 1, line.length) : line.length;
  const first = line.length <= WIDTH ? 0 : Math.max(0, from - LEAD);
  const shown = line.slice(first, first + WIDTH);
  const before = shortForm(shown.slice(0, from - first));
  const marked = shortForm(shown.slice(from - first, Math.max(to - first, from - first)));
  const after = shortForm(shown.slice(Math.max(to - first, from - first)));
  const number = String(start.line);
  const blank = " ".repeat(number.length);
  const lead = first > 0 ? "..." : "";
  const tail = first + WIDTH < line.length ? "..." : "";
  const carets = "^".repeat(Math.max(1, widthOf(marked)));
  const gutter = (label: string) => style.dim(`${label} |`);
  return [
    `${gutter(number)} ${lead}${before}${marked}${after}${tail}`,
    `${gutter(blank)} ${" ".repeat(lead.length + widthOf(before))}${style.red(carets)}`,
  ];
}

function lineAt(text: string, start: number): string {
  const newline = text.indexOf("\n", start);
  const line = text.slice(start, newline === -1 ? undefined : newline);
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}

/** One column a character; a tab becomes a blank, so that the carets stand where they should. */
function shortForm(text: string): string {
  return printable(text.replaceAll("\t", " "));
}

/** Characters of East Asia and pictographs take two columns on a terminal; combining marks take none. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{Mark}/u.test(character)) continue;
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Emoji_Presentation}/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return width;
}
