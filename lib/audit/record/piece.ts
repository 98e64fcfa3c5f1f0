/**
 * Bytes that are written again and again, such as the keys of records. They are copied sixteen at a time, with zeros
 * behind them: the caller of `putPiece` has room for those and writes over them.
 */
import { utf8 } from "../bytes/utf8";

/** Most keys are not longer: a processor that need not guess how often a loop turns copies them twice as fast. */
const STEP = 16;

export interface Piece {
  readonly length: number;
  /** Of whole steps. */
  readonly view: DataView;
}

export function pieceOf(text: string): Piece {
  const bytes = utf8(text);
  const whole = new Uint8Array(Math.ceil(bytes.length / STEP) * STEP);
  whole.set(bytes);
  return { length: bytes.length, view: new DataView(whole.buffer) };
}

/**
 * Answers where it ends. Eight bytes at a time, as floats: their bits stay as they are, for those of NaN, which could
 * change, are no UTF-8 (0x7f or 0xff behind 0xf0 or more). Not by `set`: a call into the platform costs more than the few
 * words of a key.
 */
export function putPiece({ length, view }: Piece, target: DataView, at: number): number {
  for (let i = 0; i < length; i += STEP) {
    target.setFloat64(at + i, view.getFloat64(i, true), true);
    target.setFloat64(at + i + 8, view.getFloat64(i + 8, true), true);
  }
  return at + length;
}
