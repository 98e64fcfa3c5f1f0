/** Records as lines: how the journals that store bytes store them. A record never holds a line feed, so lines are records. */
import { JournalFault } from "./journal";

export const LF = 0x0a;

/** Read back, a line feed inside would be two records, and an empty line none that anybody wrote. */
export function assertLine(record: Uint8Array): void {
  if (record.length === 0 || record.includes(LF)) throw new JournalFault("damaged", "A record is one line.");
}

/** One buffer for a whole batch, each record with its line feed: copied once, written once. */
export function joinLines(records: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let length = records.length;
  for (const record of records) length += record.length;
  const joined = new Uint8Array(length);
  let at = 0;
  for (const record of records) {
    assertLine(record);
    joined.set(record, at);
    at += record.length;
    joined[at++] = LF;
  }
  return joined;
}

/**
 * Takes bytes in pieces of any length and gives back the lines that are complete, as views of the pieces where it can.
 * A line longer than `limit` is refused before it is kept: a file without line feeds must not fill the memory.
 */
export class LineSplitter {
  readonly #limit: number;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The bytes after the last line feed. */
  get rest(): Uint8Array {
    return this.#rest;
  }

  push(piece: Uint8Array): Uint8Array[] {
    const lines: Uint8Array[] = [];
    let start = 0;
    for (let end = piece.indexOf(LF); end !== -1; end = piece.indexOf(LF, start)) {
      lines.push(this.#take(piece.subarray(start, end)));
      this.#rest = new Uint8Array(0);
      start = end + 1;
    }
    this.#rest = this.#take(piece.slice(start));
    return lines;
  }

  #take(end: Uint8Array): Uint8Array {
    const length = this.#rest.length + end.length;
    if (length > this.#limit)
      throw new JournalFault("damaged", `A line is longer than ${this.#limit} bytes.`);
    if (this.#rest.length === 0) return end;
    const line = new Uint8Array(length);
    line.set(this.#rest);
    line.set(end, this.#rest.length);
    return line;
  }
}
