/**
 * The times of records, one after the other. All have one length and one form, so that they compare as their bytes do,
 * and one that has the minute of the time before, which was checked, needs a look at its seconds only.
 */
import { isTimeAt } from "../record/spellings";

export const TIME_CHARS = 24;
const TO_SECONDS = "2026-01-31T23:59:".length;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const DOT = 0x2e;
const ZULU = 0x5a;

export class Time {
  readonly #time = new Uint8Array(TIME_CHARS);
  readonly #view = new DataView(this.#time.buffer);

  /** Whether a time stands at `from`; that of `view` are the same bytes. */
  isGood(bytes: Uint8Array, view: DataView, from: number, end: number): boolean {
    return this.#hasMinute(view, from) ? areSeconds(bytes, from + TO_SECONDS) : isTimeAt(bytes, from, end);
  }

  /** Goes on to the time at `from`. False when that is before the one before. */
  goOn(bytes: Uint8Array, from: number): boolean {
    const time = this.#time;
    let at = 0;
    while (at < TIME_CHARS && bytes[from + at] === time[at]) at++;
    if (at === TIME_CHARS) return true;
    const isForward = (bytes[from + at] as number) > (time[at] as number);
    for (; at < TIME_CHARS; at++) time[at] = bytes[from + at] as number;
    return isForward;
  }

  toString(): string {
    return String.fromCharCode(...this.#time);
  }

  #hasMinute(view: DataView, from: number): boolean {
    const time = this.#view;
    return (
      view.getInt32(from + 12, true) === time.getInt32(12, true) &&
      view.getInt32(from + 8, true) === time.getInt32(8, true) &&
      view.getInt32(from + 4, true) === time.getInt32(4, true) &&
      view.getInt32(from, true) === time.getInt32(0, true) &&
      view.getUint8(from + 16) === COLON
    );
  }
}

/** `59.999Z` */
function areSeconds(bytes: Uint8Array, at: number): boolean {
  return (
    isDigit(bytes[at]) &&
    (bytes[at] as number) < ZERO + 6 &&
    isDigit(bytes[at + 1]) &&
    bytes[at + 2] === DOT &&
    isDigit(bytes[at + 3]) &&
    isDigit(bytes[at + 4]) &&
    isDigit(bytes[at + 5]) &&
    bytes[at + 6] === ZULU
  );
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}
