/** Where the lines of a file begin: every so many of them, so that a reader can start in the middle of a long log. */
import { LF } from "../../../audit/recorder/lines";

const LINES_APART = 1_024;

export class LineIndex {
  /** The place of line `i * LINES_APART`. */
  readonly #places: number[] = [0];
  #lines = 0;
  #end = 0;
  #seen = 0;

  /** How many lines are complete. */
  get lines(): number {
    return this.#lines;
  }

  /** Where the last complete line ends. */
  get end(): number {
    return this.#end;
  }

  /** How many bytes follow it. */
  get rest(): number {
    return this.#seen - this.#end;
  }

  /** Takes what follows in the file, in pieces of any length. */
  add(piece: Uint8Array): void {
    for (let at = piece.indexOf(LF); at !== -1; at = piece.indexOf(LF, at + 1)) {
      this.#lines += 1;
      this.#end = this.#seen + at + 1;
      if (this.#lines % LINES_APART === 0) this.#places.push(this.#end);
    }
    this.#seen += piece.length;
  }

  /** The rest was cut off from the file. */
  dropRest(): void {
    this.#seen = this.#end;
  }

  /** The last known place at or before a line. */
  before(line: number): { line: number; place: number } {
    const entry = Math.min(Math.floor(line / LINES_APART), this.#places.length - 1);
    return { line: entry * LINES_APART, place: this.#places[entry] ?? 0 };
  }
}
