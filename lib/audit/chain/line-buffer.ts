/**
 * Where records become bytes: first in a buffer that is used again and again, with the prefix of a leaf in front so that
 * it can be hashed as it stands, and from there in pieces of memory that many records share. A buffer of its own for
 * every record would cost more than its hash, and a view of the piece some of that: one is made when it is wanted.
 */
import { type Entry, LINE, MAX_RECORD_BYTES, type PlaceBytes, RECORD_AT, writeRecord } from "../record";

/** The largest record fits. Small enough for the nearest cache: the platform clears a piece, and then it is written. */
const PIECE_BYTES = MAX_RECORD_BYTES + 4_096;
/** Views on the beginning of the line by their length, as long as most are: making one costs, too. */
const VIEWS: (Uint8Array | undefined)[] = Array(1024).fill(undefined);

/** A record for good: nothing is ever written where it lies. */
export class Line {
  readonly seq: number;
  readonly length: number;
  readonly #piece: Uint8Array;
  readonly #from: number;

  constructor(seq: number, piece: Uint8Array, from: number, length: number) {
    this.seq = seq;
    this.length = length;
    this.#piece = piece;
    this.#from = from;
  }

  get bytes(): Uint8Array {
    return this.#piece.subarray(this.#from, this.#from + this.length);
  }
}

export class LineBuffer {
  #piece = new Uint8Array(0);
  #used = 0;
  #written = LINE;

  /** Writes a record and answers it with the prefix of a leaf, until the next one is written. */
  write(entry: Entry & { readonly ts: string }, place: PlaceBytes, seq: number): Uint8Array {
    this.#written = lineTo(writeRecord(entry, entry.ts, place, seq));
    return this.#written;
  }

  /** What was written, with its prefix: copying that along costs less than a view without it. */
  keep(seq: number): Line {
    const written = this.#written;
    if (this.#used + written.length > this.#piece.length) {
      this.#piece = new Uint8Array(PIECE_BYTES);
      this.#used = 0;
    }
    const from = this.#used;
    this.#piece.set(written, from);
    this.#used = from + written.length;
    return new Line(seq, this.#piece, from + RECORD_AT, written.length - RECORD_AT);
  }
}

function lineTo(end: number): Uint8Array {
  if (end >= VIEWS.length) return LINE.subarray(0, end);
  VIEWS[end] ??= LINE.subarray(0, end);
  return VIEWS[end] as Uint8Array;
}
