/**
 * Where lines become bytes: once into a buffer that is used again and again, with the prefix of a leaf in front so that
 * it can be hashed as it stands, and from there into pieces of memory that many records share. A buffer of its own for
 * every record would cost more than its hash.
 */
import { AuditFault } from "../bytes";
import { LEAF_PREFIX } from "../hash";
import { MAX_RECORD_BYTES } from "../record";

const PIECE_BYTES = 65_536;
/** Views on the beginning of the buffer are kept by their length, up to this one. */
const KEPT_VIEWS = 1024;
const ENCODER = new TextEncoder();

export class LineBuffer {
  readonly #buffer = new Uint8Array(1 + MAX_RECORD_BYTES).fill(LEAF_PREFIX, 0, 1);
  readonly #line = this.#buffer.subarray(1);
  readonly #views: (Uint8Array | undefined)[] = Array(KEPT_VIEWS).fill(undefined);
  readonly #lines: (Uint8Array | undefined)[] = Array(KEPT_VIEWS).fill(undefined);
  #piece = new Uint8Array(0);
  #used = 0;

  /** The prefix and the line, until the next line comes. Throws an AuditFault for more than a record may have. */
  encode(line: string): Uint8Array {
    const { read, written } = line.length > MAX_RECORD_BYTES ? NOTHING : ENCODER.encodeInto(line, this.#line);
    if (read !== line.length)
      throw new AuditFault("TOO_LARGE", `The record is larger than the ${MAX_RECORD_BYTES} bytes of one.`);
    return viewOf(this.#buffer, written + 1, this.#views);
  }

  /** The first bytes of the line, where nobody writes again. */
  keep(length: number): Uint8Array {
    if (this.#used + length > this.#piece.length) {
      this.#piece = new Uint8Array(PIECE_BYTES);
      this.#used = 0;
    }
    const from = this.#used;
    this.#used = from + length;
    const kept = this.#piece.subarray(from, this.#used);
    kept.set(viewOf(this.#line, length, this.#lines));
    return kept;
  }
}

function viewOf(buffer: Uint8Array, length: number, known: (Uint8Array | undefined)[]): Uint8Array {
  if (length >= KEPT_VIEWS) return buffer.subarray(0, length);
  known[length] ??= buffer.subarray(0, length);
  return known[length];
}

const NOTHING = { read: -1, written: 0 };
