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

/** Answers where it ends. Not by `set`: a call into the platform costs more than the few words of a key. */
export function putPiece({ length, view }: Piece, target: DataView, at: number): number {
  for (let i = 0; i < length; i += STEP) {
    target.setInt32(at + i, view.getInt32(i, true), true);
    target.setInt32(at + i + 4, view.getInt32(i + 4, true), true);
    target.setInt32(at + i + 8, view.getInt32(i + 8, true), true);
    target.setInt32(at + i + 12, view.getInt32(i + 12, true), true);
  }
  return at + length;
}
