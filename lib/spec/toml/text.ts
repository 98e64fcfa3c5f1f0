/**
 * From bytes to text, and from offsets to lines and columns.
 *
 * Guarantees: total on any bytes; nothing larger than the cap is decoded; text that is not well-formed Unicode is
 * refused, because two such texts can encode to the same bytes. A byte order mark is kept in the text and skipped
 * by the readers, so that offsets are those of the text that was handed in.
 */
import type { SourceRange } from "../../policy/types";
import { isWellFormed } from "../values";

export const MAX_SPEC_BYTES = 1024 * 1024;

/** Offsets in UTF-16 units, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type DecodedText =
  | { readonly ok: true; readonly text: string }
  /** `text` is what could be read, for display; `at` is where the fault is. */
  | {
      readonly ok: false;
      readonly fault: "too-large" | "not-unicode";
      readonly text: string;
      readonly at: number;
    };

export function decodeText(input: string | Uint8Array): DecodedText {
  if (typeof input === "string") return checkText(input);
  if (input.byteLength > MAX_SPEC_BYTES) return { ok: false, fault: "too-large", text: "", at: 0 };
  try {
    return { ok: true, text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(input) };
  } catch {
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(input);
    return { ok: false, fault: "not-unicode", text, at: Math.min(wellFormedPrefix(input), text.length) };
  }
}

function checkText(text: string): DecodedText {
  // UTF-8 is never shorter than UTF-16 has units, so a long string need not be encoded to be refused.
  if (text.length > MAX_SPEC_BYTES || new TextEncoder().encode(text).byteLength > MAX_SPEC_BYTES) {
    return { ok: false, fault: "too-large", text: "", at: 0 };
  }
  if (isWellFormed(text)) return { ok: true, text };
  return { ok: false, fault: "not-unicode", text, at: Math.max(0, text.search(/\p{Surrogate}/u)) };
}

/** How many UTF-16 units decode before the first faulty byte; by bisection, so that the decoder stays the judge. */
function wellFormedPrefix(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.byteLength + 1;
  let units = 0;
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    try {
      const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
      units = decoder.decode(bytes.subarray(0, middle), { stream: true }).length;
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return units;
}

export class LineIndex {
  private readonly starts: number[] = [0];
  private readonly length: number;

  constructor(text: string) {
    this.length = text.length;
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) this.starts.push(at + 1);
  }

  range(span: Span): SourceRange {
    return { start: this.position(span.start), end: this.position(Math.max(span.start, span.end)) };
  }

  /** Offset of a line and column, both from 1; kept inside the text. */
  offset(line: number, column: number): number {
    const start = this.starts[Math.min(Math.max(line, 1), this.starts.length) - 1] ?? 0;
    return Math.min(start + Math.max(column, 1) - 1, this.length);
  }

  private position(offset: number) {
    const inside = Math.min(Math.max(offset, 0), this.length);
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.starts[middle] ?? 0) <= inside) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: inside - (this.starts[low] ?? 0) + 1, offset: inside };
  }
}
