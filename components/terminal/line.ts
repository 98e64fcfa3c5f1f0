/** The line that is typed in the terminal: the text, the cursor, the lines before it, and looking through them. Pure. */

export interface Line {
  readonly text: string;
  readonly cursor: number;
  /** How many lines back; 0 is the one that is being written. */
  readonly back: number;
  /** That one, while an older line is on show. */
  readonly own: string;
  /** Looking for an older line: what for, and how many lines back the one on show is. */
  readonly search: { readonly query: string; readonly back: number } | null;
}

export type LineAction =
  | { readonly type: "insert"; readonly text: string }
  /** In the place of what stands from there to the cursor. */
  | { readonly type: "replace"; readonly from: number; readonly text: string }
  | { readonly type: "set"; readonly text: string; readonly cursor: number }
  | { readonly type: "move"; readonly to: "left" | "right" | "word-left" | "word-right" | "start" | "end" }
  | { readonly type: "delete"; readonly to: "left" | "right" | "word-left" | "word-right" | "start" | "end" }
  | { readonly type: "older" | "newer" | "search" | "settle" | "cancel" };

export const EMPTY_LINE: Line = { text: "", cursor: 0, back: 0, own: "", search: null };

/** `history`: the oldest line first. */
export function editLine(line: Line, action: LineAction, history: readonly string[]): Line {
  if (line.search) return editSearch(line, line.search, action, history);
  const { text, cursor } = line;
  switch (action.type) {
    case "insert":
      return put(line, cursor, action.text);
    case "replace":
      return put(line, Math.min(action.from, cursor), action.text);
    case "set":
      return { ...line, text: action.text, cursor: Math.min(action.cursor, action.text.length) };
    case "move":
      return { ...line, cursor: placeOf(text, cursor, action.to) };
    case "delete": {
      const to = placeOf(text, cursor, action.to);
      const [start, end] = [Math.min(to, cursor), Math.max(to, cursor)];
      return { ...line, text: text.slice(0, start) + text.slice(end), cursor: start };
    }
    case "older":
      return recall(line, line.back + 1, history);
    case "newer":
      return recall(line, line.back - 1, history);
    case "search":
      return { ...line, search: { query: "", back: 0 } };
    case "settle":
      return line;
    case "cancel":
      return EMPTY_LINE;
  }
}

function put({ text, cursor, ...line }: Line, from: number, said: string): Line {
  return { ...line, text: text.slice(0, from) + said + text.slice(cursor), cursor: from + said.length };
}

function recall(line: Line, back: number, history: readonly string[]): Line {
  if (back < 0 || back > history.length) return line;
  const own = line.back === 0 ? line.text : line.own;
  const text = back === 0 ? own : (history.at(-back) as string);
  return { ...line, text, cursor: text.length, back, own };
}

function editSearch(
  line: Line,
  search: NonNullable<Line["search"]>,
  action: LineAction,
  history: readonly string[],
): Line {
  switch (action.type) {
    case "insert":
      return found(line, search.query + action.text, 1, history);
    case "delete":
      return found(line, search.query.slice(0, -1), 1, history);
    case "search":
      return found(line, search.query, search.back + 1, history);
    case "cancel":
      return EMPTY_LINE;
    default: // whatever else: the line that was found is the line
      return editLine({ ...line, search: null }, action, history);
  }
}

function found(line: Line, query: string, from: number, history: readonly string[]): Line {
  for (let back = Math.max(1, from); query !== "" && back <= history.length; back++) {
    const text = history.at(-back) as string;
    if (text.includes(query)) return { ...line, text, cursor: text.length, search: { query, back } };
  }
  return { ...line, search: { query, back: line.search?.back ?? 0 } };
}

const LAST_WORD = /[\p{L}\p{N}_]+[^\p{L}\p{N}_]*$|[^\p{L}\p{N}_]+$/u;
const NEXT_WORD = /^[^\p{L}\p{N}_]*[\p{L}\p{N}_]*/u;
const segmenter = new Intl.Segmenter();

function placeOf(text: string, cursor: number, to: Extract<LineAction, { type: "move" }>["to"]): number {
  switch (to) {
    case "left":
      return cursor - ([...segmenter.segment(text.slice(0, cursor))].at(-1)?.segment.length ?? 0);
    case "right":
      return cursor + (segmenter.segment(text.slice(cursor)).containing(0)?.segment.length ?? 0);
    case "word-left":
      return text.slice(0, cursor).replace(LAST_WORD, "").length;
    case "word-right":
      return cursor + (NEXT_WORD.exec(text.slice(cursor))?.[0].length ?? 0);
    case "start":
      return 0;
    case "end":
      return text.length;
  }
}
