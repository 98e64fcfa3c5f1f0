/**
 * Where a record is written: one buffer for all of them, with the prefix of a leaf in front, so that a record can be hashed
 * as it stands. Whatever writes takes the place to begin at and answers the place behind. The buffer is a constant and the
 * place a number that is handed on, so that a machine knows the address of every byte without looking: that halves the time.
 * A constant of the module, that is: what is imported is looked up each time, so that others give it a name of their own.
 *
 * Guarantees: nothing is written beyond the buffer, however long a text is (`text.ts`).
 */
import { LEAF_PREFIX } from "../hash/hasher";
import { MAX_RECORD_BYTES } from "./limits";
import { type Piece, SHORT_BYTES } from "./piece";

const [OPEN, CLOSE] = [0x7b, 0x7d];
const SHORT = SHORT_BYTES;

/** Larger than a record, and one character beyond ASCII can take at most six times itself. */
const CAPACITY = 8 * MAX_RECORD_BYTES;
const BYTES = new Uint8Array(CAPACITY).fill(LEAF_PREFIX, 0, 1);
const VIEW = new DataView(BYTES.buffer);

/** What was written last, behind the prefix of a leaf. */
export const LINE: Uint8Array = BYTES;
export const LINE_VIEW = VIEW;
export const RECORD_AT = 1;

/** Up to fifteen bytes behind it are zeros afterwards. */
export function putPiece(piece: Piece, at: number): number {
  VIEW.setFloat64(at, piece.first, true);
  VIEW.setFloat64(at + 8, piece.second, true);
  return piece.length > SHORT ? putRest(piece, at) : at + piece.length;
}

function putRest({ length, rest }: Piece, at: number): number {
  for (let i = 0; i < rest.length; i++) VIEW.setFloat64(at + SHORT + 8 * i, rest[i] as number, true);
  return at + length;
}

export function putByte(value: number, at: number): number {
  BYTES[at] = value;
  return at + 1;
}

export function putBytes(bytes: Uint8Array, at: number): number {
  BYTES.set(bytes, at);
  return at + bytes.length;
}

/** The braces around members from `start` to `at`, each with a comma in front: of the first one it becomes the brace. */
export function putBraces(start: number, at: number): number {
  const end = at === start ? at + 1 : at;
  BYTES[start] = OPEN;
  BYTES[end] = CLOSE;
  return end + 1;
}
