/**
 * A stream of bytes to lines, in batches as large as what arrives. Memory is bounded by the limit on a line, whatever
 * comes; a line beyond it is skipped to its end and told by its absence of text.
 */
import { joinBytes } from "../../lib/audit/bytes";
import { asBytes } from "../io/read-input";

export const LINE_LIMIT_BYTES = 8_388_608;

/** Why a line has no text. */
export type LineFault = "too-long" | "not-text";
export type Line = string | { readonly fault: LineFault };

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const NEWLINE = 10;
const TOO_LONG: Line = { fault: "too-long" };
const NOT_TEXT: Line = { fault: "not-text" };

export async function* linesOf(
  stream: AsyncIterable<unknown>,
  limit = LINE_LIMIT_BYTES,
): AsyncGenerator<readonly Line[]> {
  let rest: Uint8Array[] = [];
  let size = 0;
  let isFirst = true;
  for await (const piece of stream) {
    const chunk = asBytes(piece);
    const last = chunk.lastIndexOf(NEWLINE);
    if (last === -1) {
      size += chunk.length;
      // What is too long anyway is counted and not kept.
      if (size <= limit) rest.push(chunk);
      else rest = [];
      continue;
    }
    const first = chunk.indexOf(NEWLINE);
    const lines: Line[] = [];
    const head = size + first > limit ? TOO_LONG : textOf(joinBytes([...rest, chunk.subarray(0, first)]));
    lines.push(isFirst ? withoutMark(head) : head);
    isFirst = false;
    if (first < last) addLines(lines, chunk.subarray(first + 1, last), limit);
    rest = [chunk.subarray(last + 1)];
    size = chunk.length - last - 1;
    yield lines;
  }
  if (size === 0) return;
  const tail = size > limit ? TOO_LONG : textOf(joinBytes(rest));
  yield [isFirst ? withoutMark(tail) : tail];
}

function addLines(lines: Line[], bytes: Uint8Array, limit: number): void {
  // The whole batch at once where it is text, which is nearly always.
  const text = bytes.length <= limit ? textOf(bytes) : NOT_TEXT;
  if (typeof text === "string") {
    for (const line of text.split("\n")) lines.push(line);
    return;
  }
  let start = 0;
  while (start <= bytes.length) {
    const found = bytes.indexOf(NEWLINE, start);
    const end = found === -1 ? bytes.length : found;
    lines.push(end - start > limit ? TOO_LONG : textOf(bytes.subarray(start, end)));
    start = end + 1;
  }
}

function textOf(bytes: Uint8Array): Line {
  try {
    return strict.decode(bytes);
  } catch {
    return NOT_TEXT;
  }
}

/** Editors on Windows put a byte order mark before the first line. */
function withoutMark(line: Line): Line {
  return typeof line === "string" && line.startsWith("\ufeff") ? line.slice(1) : line;
}
