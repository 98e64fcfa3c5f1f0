/**
 * Edits of a text as the lines of a unified diff, as `git apply` and `patch -p1` take it. The edits say what changed, so that
 * no search for it is needed; lines that an edit touches and leaves as they were are not shown as changed.
 */
import type { TextEdit } from "./diagnostic";

const CONTEXT_LINES = 3;

/** Lines `from` to `to` (exclusive, from 0) of the old text, and what takes their place. */
interface Block {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

export interface DiffLine {
  /** The head of a hunk, or a line that goes, comes or stays. */
  readonly kind: "hunk" | "old" | "new" | "same";
  /** With its mark. Without its end; where the text ends without one, that is said below it. */
  readonly text: string;
}

export function unifiedLines(text: string, edits: readonly TextEdit[]): DiffLine[] {
  const old = linesOf(text);
  const told: DiffLine[] = [];
  let shift = 0;
  for (const group of grouped(blocksOf(text, old, edits))) {
    const from = Math.max(0, (group[0]?.from ?? 0) - CONTEXT_LINES);
    const to = Math.min(old.length, (group.at(-1)?.to ?? 0) + CONTEXT_LINES);
    const lines: DiffLine[] = [];
    let at = from;
    let grown = 0;
    for (const block of group) {
      lines.push(...old.slice(at, block.from).map((line) => marked("same", line)));
      lines.push(...old.slice(block.from, block.to).map((line) => marked("old", line)));
      lines.push(...block.lines.map((line) => marked("new", line)));
      grown += block.lines.length - (block.to - block.from);
      at = block.to;
    }
    lines.push(...old.slice(at, to).map((line) => marked("same", line)));
    const header = `@@ -${range(from, to - from)} +${range(from + shift, to - from + grown)} @@`;
    told.push({ kind: "hunk", text: header }, ...lines);
    shift += grown;
  }
  return told;
}

/** Each line with its end; the last one may have none. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

const MARKS = { old: "-", new: "+", same: " " } as const;

function marked(kind: keyof typeof MARKS, line: string): DiffLine {
  const text = MARKS[kind] + line;
  return { kind, text: line.endsWith("\n") ? text.slice(0, -1) : `${text}\n\\ No newline at end of file` };
}

/** An empty range is said to stand behind the line before it. */
function range(from: number, count: number): string {
  return `${count === 0 ? from : from + 1},${count}`;
}

function blocksOf(text: string, old: readonly string[], edits: readonly TextEdit[]): Block[] {
  const blocks: Block[] = [];
  const sorted = [...edits].sort((a, b) => a.range.start.offset - b.range.start.offset);
  for (let index = 0; index < sorted.length; ) {
    const first = sorted[index] as TextEdit;
    const from = first.range.start.line - 1;
    let to = first.range.end.line;
    let end = index + 1;
    // Edits that touch the same line are one change.
    for (; end < sorted.length && (sorted[end] as TextEdit).range.start.line <= to; end++) {
      to = Math.max(to, (sorted[end] as TextEdit).range.end.line);
    }
    blocks.push(
      trimmed(old, from, Math.min(to, old.length), rewritten(text, old, from, to, sorted.slice(index, end))),
    );
    index = end;
  }
  return blocks.filter((block) => block.to > block.from || block.lines.length > 0);
}

/** What the lines become. */
function rewritten(
  text: string,
  old: readonly string[],
  from: number,
  to: number,
  edits: readonly TextEdit[],
): string[] {
  const start = old.slice(0, from).reduce((sum, line) => sum + line.length, 0);
  const end = start + old.slice(from, to).reduce((sum, line) => sum + line.length, 0);
  let result = "";
  let at = start;
  for (const { range: place, newText } of edits) {
    result += text.slice(at, place.start.offset) + newText;
    at = place.end.offset;
  }
  return linesOf(result + text.slice(at, Math.max(at, end)));
}

function trimmed(old: readonly string[], from: number, to: number, lines: readonly string[]): Block {
  let head = 0;
  while (head < Math.min(to - from, lines.length) && old[from + head] === lines[head]) head++;
  let tail = 0;
  const most = Math.min(to - from, lines.length) - head;
  while (tail < most && old[to - 1 - tail] === lines[lines.length - 1 - tail]) tail++;
  return { from: from + head, to: to - tail, lines: lines.slice(head, lines.length - tail) };
}

/** Changes whose surroundings would overlap stand in one hunk. */
function grouped(blocks: readonly Block[]): Block[][] {
  const groups: Block[][] = [];
  for (const block of blocks) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && block.from - last.to <= 2 * CONTEXT_LINES) groups.at(-1)?.push(block);
    else groups.push([block]);
  }
  return groups;
}
