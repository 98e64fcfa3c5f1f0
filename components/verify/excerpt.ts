/**
 * What a reader wants to see of a log beside the verdict: how it begins, what was refused, and the line that is wrong.
 * It looks at the lines as they pass on their way to the verifier; what it keeps is bounded.
 */
import { LineSplitter } from "@/lib/audit/recorder/lines";

export const MOST_REFUSED = 50;
/** Longer than any record; what is longer still is cut, and the verifier says so. */
const MOST_LINE_BYTES = 65_536;
const REFUSED = /"verdict":"deny"/;
const DECODER = new TextDecoder();

export interface Excerpt {
  readonly first?: string;
  readonly refused: readonly string[];
}

/** Hands every piece on. When the pieces are at their end, or given up, `excerpt` holds what was seen. */
export class ExcerptTap {
  #first: string | undefined;
  readonly #refused: string[] = [];

  async *through(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let splitter: LineSplitter | undefined = new LineSplitter(MOST_LINE_BYTES);
    for await (const piece of pieces) {
      if (splitter !== undefined && !this.#look(splitter, piece)) splitter = undefined;
      yield piece;
    }
  }

  get excerpt(): Excerpt {
    return { ...(this.#first === undefined ? {} : { first: this.#first }), refused: this.#refused };
  }

  /** False when nothing more is wanted of the log. */
  #look(splitter: LineSplitter, piece: Uint8Array): boolean {
    if (this.#refused.length >= MOST_REFUSED) return false;
    let lines: Uint8Array[];
    try {
      lines = splitter.push(piece);
    } catch {
      return false; // no log: there is nothing more to show of it
    }
    for (const bytes of lines) {
      const text = DECODER.decode(bytes);
      this.#first ??= text;
      if (this.#refused.length < MOST_REFUSED && REFUSED.test(text)) this.#refused.push(text);
    }
    return true;
  }
}

/** The line with this number, counted from 1, and no more of the log than that takes. */
export async function lineAt(pieces: AsyncIterable<Uint8Array>, line: number): Promise<string | undefined> {
  const splitter = new LineSplitter(MOST_LINE_BYTES);
  let passed = 0;
  try {
    for await (const piece of pieces) {
      const lines = splitter.push(piece);
      const found = lines[line - 1 - passed];
      if (found !== undefined) return DECODER.decode(found);
      passed += lines.length;
    }
  } catch {
    return undefined; // the fault itself is told by the verifier
  }
  return passed === line - 1 && splitter.rest.length > 0 ? DECODER.decode(splitter.rest) : undefined;
}
