/**
 * The canonical layout of a spec: one space around "=", one blank line before a section, lists on one line where they
 * fit and one element a line where they do not. Order, comments, and the spelling of every value stay.
 *
 * Guarantees: the result means the same (it is read again and compared) and formatting it again changes nothing;
 * where that cannot be had, and where the text is not TOML, the text comes back as it was.
 */
import { type AST, parseTOML } from "toml-eslint-parser";
import { type Layout, writeContent, writeKeys } from "./format-value";
import { readToml } from "./toml/read-toml";
import { sameTree } from "./toml/same-tree";

export interface FormatResult {
  readonly text: string;
  readonly changed: boolean;
}

export function format(text: string): FormatResult {
  const unchanged: FormatResult = { text, changed: false };
  const before = readToml(text);
  if (!before.ok) return unchanged;
  const once = layOut(text);
  if (once === null || once === text) return unchanged;
  const after = readToml(once);
  return after.ok && sameTree(before.root, after.root) && layOut(once) === once
    ? { text: once, changed: true }
    : unchanged;
}

function layOut(source: string): string | null {
  // A byte order mark has no place in a canonical text, and the reader does not know it.
  const text = source.startsWith("\ufeff") ? source.slice(1) : source;
  try {
    const program = parseTOML(text, { tomlVersion: "1.1" });
    return join(text, piecesOf({ text, comments: program.comments }, program));
  } catch {
    return null;
  }
}

/** What stands on lines of its own or ends one. */
interface Piece {
  readonly kind: "comment" | "pair" | "header";
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function piecesOf(layout: Layout, program: AST.TOMLProgram): Piece[] {
  const pieces: Piece[] = [];
  for (const node of program.body[0].body) {
    if (node.type === "TOMLKeyValue") pieces.push(pairPiece(layout, node));
    else pieces.push(headerPiece(layout, node), ...node.body.map((pair) => pairPiece(layout, pair)));
  }
  return withComments(layout, pieces);
}

function pairPiece(layout: Layout, node: AST.TOMLKeyValue): Piece {
  const key = `${writeKeys(layout, node.key)} = `;
  const text = key + writeContent(layout, node.value, 0, key.length);
  return { kind: "pair", start: node.range[0], end: node.range[1], text };
}

function headerPiece(layout: Layout, node: AST.TOMLTable): Piece {
  const close = node.kind === "array" ? "]]" : "]";
  const end = layout.text.indexOf("]", node.key.range[1]) + close.length;
  const open = node.kind === "array" ? "[[" : "[";
  return { kind: "header", start: node.range[0], end, text: open + writeKeys(layout, node.key) + close };
}

/** Merges in the comments that stand outside values; those inside were written with their value. */
function withComments({ comments }: Layout, pieces: readonly Piece[]): Piece[] {
  const merged: Piece[] = [];
  let next = 0;
  for (const { range, value } of comments) {
    const [start, end] = range;
    for (let piece = pieces[next]; piece !== undefined && piece.start <= start; piece = pieces[++next]) {
      merged.push(piece);
    }
    const last = pieces[next - 1];
    if (last !== undefined && end <= last.end) continue;
    merged.push({ kind: "comment", start, end, text: `#${value.trimEnd()}` });
  }
  return [...merged, ...pieces.slice(next)];
}

/** Comments stay on the line they are on and next to what they are next to; blank lines never come in twos. */
function join(text: string, pieces: readonly Piece[]): string {
  const gaps = pieces.map((piece, index) => {
    const before = pieces[index - 1];
    if (before === undefined) return 0;
    return Math.min(2, text.slice(before.end, piece.start).split("\n").length - 1);
  });
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind === "header") openGap(pieces, gaps, index);
  }
  const lines = pieces.map((piece, index) => {
    const gap = gaps[index] ?? 0;
    return (index === 0 ? "" : gap === 0 ? " " : "\n".repeat(gap)) + piece.text;
  });
  return lines.length === 0 ? "" : `${lines.join("")}\n`;
}

/** One blank line before a header, above the comments that stand right on top of it. */
function openGap(pieces: readonly Piece[], gaps: number[], header: number): void {
  let first = header;
  while (first > 0 && gaps[first] === 1 && pieces[first - 1]?.kind === "comment" && ownLine(gaps, first - 1))
    first--;
  if (first > 0) gaps[first] = 2;
}

function ownLine(gaps: readonly number[], index: number): boolean {
  return index === 0 || (gaps[index] ?? 0) > 0;
}
