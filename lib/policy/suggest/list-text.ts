/**
 * Lists of a TOML text as text: putting entries in and taking them out, so that comments and layout stay as they are.
 *
 * Guarantees: edits made together for one list do not overlap, and what comes out is TOML again when the text was.
 * Positions are offsets of values that a reader of TOML reported; nothing else of the text is interpreted but what
 * can stand between the entries of a list: white space, commas, comments.
 */
export interface Cut {
  readonly start: number;
  readonly end: number;
}

/** Behind white space and comments: the index of whatever comes next. */
export function skipBlank(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (at < text.length && " \t\r\n".includes(text.charAt(at))) at++;
    if (text.charAt(at) !== "#") return at;
    while (at < text.length && text.charAt(at) !== "\n") at++;
  }
}

/** The cuts that take entries out of a list. `entries` are all of it, in order; `removed` are indexes. */
export function cutsFor(text: string, entries: readonly Cut[], removed: ReadonlySet<number>): Cut[] {
  const cuts: Cut[] = [];
  for (const [index, entry] of entries.entries()) {
    if (removed.has(index)) cuts.push(cutOf(text, entry, index > 0 && !removed.has(index - 1)));
  }
  return cuts;
}

function cutOf(text: string, entry: Cut, mayTakeComma: boolean): Cut {
  const next = skipBlank(text, entry.end);
  if (text.charAt(next) === ",") return wholeLine(text, entry.start, next + 1);
  const comma = lastComma(text, entry.start);
  // The last entry takes the comma before it along, unless that already went with its own entry.
  return { start: mayTakeComma && comma !== -1 ? comma : entry.start, end: entry.end };
}

/** A line that holds nothing else goes as a whole, with a comment at its end: that was about the entry. */
function wholeLine(text: string, start: number, end: number): Cut {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = text.indexOf("\n", end);
  const rest = text.slice(end, lineEnd === -1 ? text.length : lineEnd).trim();
  const isAlone = text.slice(lineStart, start).trim() === "" && (rest === "" || rest.startsWith("#"));
  if (isAlone && lineEnd !== -1) return { start: lineStart, end: lineEnd + 1 };
  let after = end;
  while (text.charAt(after) === " ") after++;
  return { start, end: after };
}

/** The comma right before an entry, or -1 where something else stands between. */
function lastComma(text: string, start: number): number {
  let at = start - 1;
  while (at >= 0 && " \t\r\n".includes(text.charAt(at))) at--;
  return text.charAt(at) === "," ? at : -1;
}

/** What takes the place of one entry: on lines of their own where the entry has one, else one behind the other. */
export function replacementFor(text: string, entry: Cut, added: readonly string[]): string {
  const lineStart = text.lastIndexOf("\n", entry.start - 1) + 1;
  const indent = text.slice(lineStart, entry.start);
  return added.join(lineStart > 0 && indent.trim() === "" ? `,\n${indent}` : ", ");
}

export interface Insertion {
  readonly at: number;
  readonly newText: string;
}

/** Puts entries, already spelt as TOML, at the end of a list; `list` is the whole of it with its brackets. */
export function insertions(
  text: string,
  list: Cut,
  entries: readonly Cut[],
  added: readonly string[],
): Insertion[] {
  const last = entries.at(-1);
  if (!last) return [{ at: list.start + 1, newText: added.join(", ") }];
  const lineStart = text.lastIndexOf("\n", last.start - 1) + 1;
  const lineEnd = text.indexOf("\n", last.end);
  const indent = text.slice(lineStart, last.start);
  if (lineStart <= list.start || indent.trim() !== "" || lineEnd === -1 || lineEnd > list.end) {
    return [{ at: last.end, newText: `, ${added.join(", ")}` }];
  }
  // One entry a line: so are the new ones, below the line of the last one and its comment.
  const hasComma = text.charAt(skipBlank(text, last.end)) === ",";
  const lines = added.map((entry) => `\n${indent}${entry}`).join(",");
  const end = text.charAt(lineEnd - 1) === "\r" ? lineEnd - 1 : lineEnd;
  const below = { at: end, newText: hasComma ? `${lines},` : lines };
  return hasComma ? [below] : [{ at: last.end, newText: "," }, below];
}
