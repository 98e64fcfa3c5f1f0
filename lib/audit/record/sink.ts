/**
 * Where a record is written: bytes in one buffer, which is used again for every record. Texts become bytes here
 * character by character, and are looked at on the way: one pass instead of a check, a join and an encoding.
 *
 * Guarantees: a string is written as RFC 8785 wants it or not at all; nothing is written beyond the buffer, however
 * long a text is, for it is larger than a record and one character beyond ASCII can take at most six times itself.
 */
import { utf8 } from "../bytes/utf8";
import { writeString } from "../json/write";
import { MAX_RECORD_BYTES } from "./limits";

const QUOTE = 0x22;
const ZERO = 0x30;
/** Longer pieces are copied by the platform, shorter ones faster by hand. */
const SHORT = 24;
const CAPACITY = 8 * MAX_RECORD_BYTES;
const LARGEST_INT32 = 0x7fffffff;

/** 1 for what stands for itself in a string. */
const PLAIN = new Uint8Array(128).fill(1, 0x20);
PLAIN[QUOTE] = 0;
PLAIN[0x5c] = 0;

export class Sink {
  readonly bytes = new Uint8Array(CAPACITY);
  at = 0;
  /** Something was not written because the record is too large already. */
  isFull = false;

  start(at: number): void {
    this.at = at;
    this.isFull = false;
  }

  put(piece: Uint8Array): void {
    const { bytes, at } = this;
    const { length } = piece;
    if (length > SHORT) bytes.set(piece, at);
    else for (let i = 0; i < length; i++) bytes[at + i] = piece[i] as number;
    this.at = at + length;
  }

  byte(value: number): void {
    this.bytes[this.at++] = value;
  }

  /** ASCII that is known to need no escape, as it is. */
  ascii(text: string): void {
    const { bytes, at } = this;
    for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
    this.at = at + text.length;
  }

  /** False, with nothing written, for half a surrogate pair and for what is larger than a record. */
  text(text: string): boolean {
    const { bytes } = this;
    const first = this.at + 1;
    if (first + text.length > MAX_RECORD_BYTES) return this.#refuse();
    for (let i = 0; i < text.length; i++) {
      const character = text.charCodeAt(i);
      if (character > 127 || PLAIN[character] !== 1) return this.#unusual(text);
      bytes[first + i] = character;
    }
    bytes[first - 1] = QUOTE;
    bytes[first + text.length] = QUOTE;
    this.at = first + text.length + 1;
    return true;
  }

  /** Lowercase hexadecimal digits as a string; false, with nothing written, when there is anything else. */
  hex(digits: string): boolean {
    const { bytes } = this;
    const first = this.at + 1;
    if (first + digits.length > MAX_RECORD_BYTES) return this.#refuse();
    for (let i = 0; i < digits.length; i++) {
      const digit = digits.charCodeAt(i);
      if (!((digit >= ZERO && digit <= 0x39) || (digit >= 0x61 && digit <= 0x66))) return false;
      bytes[first + i] = digit;
    }
    bytes[first - 1] = QUOTE;
    bytes[first + digits.length] = QUOTE;
    this.at = first + digits.length + 1;
    return true;
  }

  /** A whole number from -(2^53 - 1) to 2^53 - 1. */
  integer(value: number): void {
    if (value < 0 || value > LARGEST_INT32) this.ascii(String(value));
    else this.#small(value);
  }

  #small(value: number): void {
    const { bytes } = this;
    let digits = 1;
    for (let power = 10; power <= value; power *= 10) digits++;
    this.at += digits;
    let rest = value | 0;
    for (let place = this.at - 1; digits > 0; digits--, place--) {
      const tens = (rest / 10) | 0;
      bytes[place] = ZERO + rest - tens * 10;
      rest = tens;
    }
  }

  #unusual(text: string): boolean {
    if (/\p{Surrogate}/u.test(text)) return false;
    const written = utf8(writeString(text));
    this.bytes.set(written, this.at);
    this.at += written.length;
    return true;
  }

  #refuse(): false {
    this.isFull = true;
    return false;
  }
}
