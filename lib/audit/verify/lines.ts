/**
 * Cuts bytes into lines, wherever the pieces of a stream were cut. Lines are looked at where they lie; only one that
 * goes over the end of a piece is copied, and at most as much of it as a record may have: a file without a line feed
 * must not fill the memory.
 */
import { MAX_RECORD_BYTES } from "../record";
import type { RecordChecker } from "./records";

const LF = 0x0a;
/** Of the copied line: one byte more than a record, so that one that is too long is seen as that. */
const MAX_KEPT = MAX_RECORD_BYTES + 1;

export class LineReader {
  readonly #checker: RecordChecker;
  readonly #kept = new Uint8Array(MAX_KEPT);
  #length = 0;

  constructor(checker: RecordChecker) {
    this.#checker = checker;
  }

  /** Checks the lines of `piece` from `at` on, until some `budget` bytes are done; answers where it stopped, -1 at a fault. */
  read(piece: Uint8Array, from: number, budget: number): number {
    const stop = from + budget;
    let at = from;
    if (this.#length > 0) {
      at = this.#goOn(piece, at);
      if (at < 0) return at;
    }
    while (at < piece.length && at < stop) {
      let end = this.#checker.checkLine(piece, at);
      if (end >= 0) {
        at = end + 1;
        continue;
      }
      end = piece.indexOf(LF, at);
      if (end < 0) return this.#keep(piece, at, piece.length) ? piece.length : -1;
      if (!this.#line(piece, at, end)) return -1;
      at = end + 1;
    }
    return at;
  }

  /** What follows the last line feed is a line as well: every byte of it is there, or its hash would not fit. */
  end(): boolean {
    return this.#length === 0 || this.#line(this.#kept, 0, this.#length);
  }

  #goOn(piece: Uint8Array, from: number): number {
    const found = piece.indexOf(LF, from);
    const end = found < 0 ? piece.length : found;
    if (!this.#keep(piece, from, end)) return -1;
    if (found < 0) return end;
    const length = this.#length;
    this.#length = 0;
    return this.#line(this.#kept, 0, length) ? end + 1 : -1;
  }

  #keep(piece: Uint8Array, from: number, end: number): boolean {
    const fits = Math.min(end - from, MAX_KEPT - this.#length);
    this.#kept.set(piece.subarray(from, from + fits), this.#length);
    this.#length += fits;
    return this.#length < MAX_KEPT || this.#checker.check(this.#kept, 0, this.#length);
  }

  #line(bytes: Uint8Array, from: number, end: number): boolean {
    return end > from ? this.#checker.check(bytes, from, end) : this.#checker.failLine("its line is empty");
  }
}
