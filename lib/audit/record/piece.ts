/**
 * Bytes that are written again and again, such as the keys of records, as numbers of eight bytes each: a machine writes
 * such a number at once. Floats, because the others of eight bytes are objects; their bits stay as they are, for those of
 * NaN, which could change, are no UTF-8 (0x7f or 0xff behind 0xf0 or more).
 */
import { utf8 } from "../bytes/utf8";

const NUMBER_BYTES = 8;
/** Most keys are not longer. */
export const SHORT_BYTES = 16;

export interface Piece {
  readonly length: number;
  /** The first sixteen bytes; zeros where there are fewer. */
  readonly first: number;
  readonly second: number;
  /** What is behind those. */
  readonly rest: Float64Array;
}

export function pieceOf(text: string): Piece {
  const bytes = utf8(text);
  const whole = new Uint8Array(Math.max(SHORT_BYTES, Math.ceil(bytes.length / NUMBER_BYTES) * NUMBER_BYTES));
  whole.set(bytes);
  const view = new DataView(whole.buffer);
  const numbers = Float64Array.from({ length: whole.length / NUMBER_BYTES }, (_, i) =>
    view.getFloat64(i * NUMBER_BYTES, true),
  );
  const [first = 0, second = 0] = numbers;
  return { length: bytes.length, first, second, rest: numbers.subarray(2) };
}
