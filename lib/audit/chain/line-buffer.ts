/**
 * Where records become bytes: first in a buffer that is used again and again, with the prefix of a leaf in front so that
 * it can be hashed as it stands, and from there in pieces of memory that many records share. A buffer of its own for
 * every record would cost more than its hash, and a view of the piece some of that: one is made when it is wanted.
 */
import { AuditFault } from "../bytes";
import { LEAF_PREFIX } from "../hash";
import { type Entry, type PlaceBytes, Sink, writeRecord } from "../record";

const PIECE_BYTES = 65_536;
/** Views on the beginning of the buffer are kept by their length, up to this one: making one costs, too. */
const KEPT_VIEWS = 1024;

type Views = (Uint8Array | undefined)[];

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
  readonly #sink = new Sink();
  readonly #line = this.#sink.bytes.subarray(1);
  readonly #prefixed: Views = Array(KEPT_VIEWS).fill(undefined);
  readonly #lines: Views = Array(KEPT_VIEWS).fill(undefined);
  #piece = new Uint8Array(0);
  #used = 0;
  #isTaken = false;

  /**
   * Writes a record and answers it with the prefix of a leaf, until the next one begins. Nobody else writes meanwhile:
   * reading an entry could run a getter, and that append another record, over the first one.
   */
  write(entry: Entry & { readonly ts: string }, place: PlaceBytes, seq: number): Uint8Array {
    if (this.#isTaken)
      throw new AuditFault("NOT_A_RECORD", "An entry that records another one while it is read is none.");
    this.#isTaken = true;
    const sink = this.#sink;
    try {
      sink.start(0);
      sink.byte(LEAF_PREFIX);
      writeRecord(sink, entry, entry.ts, place, seq);
    } finally {
      this.#isTaken = false;
    }
    return viewOf(sink.bytes, sink.at, this.#prefixed);
  }

  /** What was written, without the prefix. */
  keep(seq: number): Line {
    const length = this.#sink.at - 1;
    if (this.#used + length > this.#piece.length) {
      this.#piece = new Uint8Array(PIECE_BYTES);
      this.#used = 0;
    }
    const from = this.#used;
    this.#used = from + length;
    this.#piece.set(viewOf(this.#line, length, this.#lines), from);
    return new Line(seq, this.#piece, from, length);
  }
}

function viewOf(buffer: Uint8Array, length: number, known: Views): Uint8Array {
  if (length >= KEPT_VIEWS) return buffer.subarray(0, length);
  known[length] ??= buffer.subarray(0, length);
  return known[length];
}
