/** The canonical layout of keys and values. Scalars keep their spelling; only what stands around them changes. */
import type { AST } from "toml-eslint-parser";

export const MAX_LINE = 100;
const INDENT = "  ";

export interface Layout {
  readonly text: string;
  /** All comments of the text, in its order. */
  readonly comments: readonly AST.Comment[];
}

export function writeKeys({ text }: Layout, key: AST.TOMLKey): string {
  return key.keys.map((part) => text.slice(part.range[0], part.range[1])).join(".");
}

/** `depth` is the number of lists around the value, `used` the characters that stand before it on its line. */
export function writeContent(layout: Layout, node: AST.TOMLContentNode, depth: number, used: number): string {
  const commented = commentsIn(layout, node.range).length > 0;
  if (node.type === "TOMLArray") {
    const flat = commented ? null : writeFlat(layout, node);
    // One character more, for the comma that may follow.
    return flat !== null && !flat.includes("\n") && used + flat.length + 1 <= MAX_LINE
      ? flat
      : writeTall(layout, node, depth);
  }
  return commented ? verbatim(layout, node) : writeFlat(layout, node);
}

function verbatim({ text }: Layout, node: AST.TOMLContentNode): string {
  return text.slice(node.range[0], node.range[1]);
}

function writeFlat(layout: Layout, node: AST.TOMLContentNode): string {
  if (node.type === "TOMLArray") {
    return `[${node.elements.map((element) => writeFlat(layout, element)).join(", ")}]`;
  }
  if (node.type !== "TOMLInlineTable") return verbatim(layout, node);
  const pairs = node.body.map((pair) => `${writeKeys(layout, pair.key)} = ${writeFlat(layout, pair.value)}`);
  return pairs.length === 0 ? "{}" : `{ ${pairs.join(", ")} }`;
}

/** One element a line, each with its comma; comments on the line they belong to. */
function writeTall(layout: Layout, node: AST.TOMLArray, depth: number): string {
  const indent = INDENT.repeat(depth + 1);
  const lines: string[] = [];
  let end = node.range[0] + 1;
  let afterElement = false;
  const addComments = (until: number) => {
    for (const comment of commentsIn(layout, [end, until])) {
      const sameLine = afterElement && !layout.text.slice(end, comment.range[0]).includes("\n");
      const written = `#${comment.value.trimEnd()}`;
      const last = lines.at(-1);
      if (sameLine && last !== undefined) lines[lines.length - 1] = `${last} ${written}`;
      else lines.push(indent + written);
      end = comment.range[1];
      afterElement = false;
    }
  };
  for (const element of node.elements) {
    addComments(element.range[0]);
    lines.push(`${indent}${writeContent(layout, element, depth + 1, indent.length)},`);
    end = element.range[1];
    afterElement = true;
  }
  addComments(node.range[1]);
  return lines.length === 0 ? "[]" : `[\n${lines.join("\n")}\n${INDENT.repeat(depth)}]`;
}

function commentsIn({ comments }: Layout, [start, end]: readonly [number, number]): readonly AST.Comment[] {
  const first = firstFrom(comments, start);
  let last = first;
  while ((comments[last]?.range[1] ?? Number.POSITIVE_INFINITY) <= end) last++;
  return comments.slice(first, last);
}

function firstFrom(comments: readonly AST.Comment[], start: number): number {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((comments[middle]?.range[0] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
