/**
 * Where a record is written: bytes in one buffer, which is used again for every record. Short texts become bytes here
 * character by character and are looked at on the way, long ones by the platform and are looked at four bytes at a time.
 *
 * Guarantees: a string is written as RFC 8785 wants it or not at all; nothing is written beyond the buffer, however
 * long a text is, for it is larger than a record and one character beyond ASCII can take at most six times itself.
 */
import { utf8 } from "../bytes/utf8";
import { noDigitIn, PLAIN, unusualIn } from "../json/plain";
import { writeString } from "../json/write";
import { MAX_RECORD_BYTES } from "./limits";
import { type Piece, putPiece } from "./piece";

const QUOTE = 0x22;
const [OPEN, CLOSE] = [0x7b, 0x7d];
const ZERO = 0x30;
const CAPACITY = 8 * MAX_RECORD_BYTES;
const LARGEST_INT32 = 0x7fffffff;

/** From here on one call into the platform costs less than looking at a text character by character. */
const LONG = 24;
const HASH_DIGITS = 64;

/** Views from each place on are kept for as long a line as most are: making one costs more than putting a text there. */
const KEPT_VIEWS = 1024;
const ENCODER = new TextEncoder();

export class Sink {
  readonly bytes = new Uint8Array(CAPACITY);
  readonly #view = new DataView(this.bytes.buffer);
  readonly #from: (Uint8Array | undefined)[] = Array(KEPT_VIEWS).fill(undefined);
  at = 0;
  /** Something was not written because the record is too large already. */
  isFull = false;

  start(at: number): void {
    this.at = at;
    this.isFull = false;
  }

  /** Here and in what follows: true, so that writing is one expression. */
  put(piece: Piece): true {
    this.at = putPiece(piece, this.#view, this.at);
    return true;
  }

  byte(value: number): true {
    this.bytes[this.at++] = value;
    return true;
  }

  /** A key with its comma and colon, as the generated writers have it; what follows is its value. */
  key(piece: Piece): this {
    this.at = putPiece(piece, this.#view, this.at);
    return this;
  }

  /** The braces around the members that were written since `start`: of the first one, the comma becomes the brace. */
  close(start: number): true {
    const { bytes } = this;
    if (this.at === start) this.at++;
    bytes[start] = OPEN;
    bytes[this.at++] = CLOSE;
    return true;
  }

  /** False, with nothing written, for half a surrogate pair and for what is larger than a record. */
  text(text: string): boolean {
    const { bytes } = this;
    const first = this.at + 1;
    if (first + text.length > MAX_RECORD_BYTES) return this.#refuse();
    if (text.length < LONG) {
      for (let i = 0; i < text.length; i++) {
        const character = text.charCodeAt(i);
        if (character > 127 || PLAIN[character] !== 1) return this.#unusual(text);
        bytes[first + i] = character;
      }
    } else if (!this.#take(text)) return this.#unusual(text);
    bytes[first - 1] = QUOTE;
    bytes[first + text.length] = QUOTE;
    this.at = first + text.length + 1;
    return true;
  }

  /** A hash as a string of lowercase hexadecimal digits; false for anything else. */
  hash(digits: string): boolean {
    const { bytes } = this;
    if (digits.length !== HASH_DIGITS) return false;
    if (this.at > MAX_RECORD_BYTES) return this.#refuse();
    const first = this.at + 1;
    if (!this.#takeDigits(digits)) return false;
    bytes[first - 1] = QUOTE;
    bytes[first + HASH_DIGITS] = QUOTE;
    this.at = first + HASH_DIGITS + 1;
    return true;
  }

  /** A whole number from -(2^53 - 1) to 2^53 - 1. */
  integer(value: number): true {
    if (value < 0 || value > LARGEST_INT32) this.#ascii(String(value));
    else this.#small(value);
    return true;
  }

  #ascii(text: string): void {
    const { bytes, at } = this;
    for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
    this.at = at + text.length;
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

  /** Puts a long text behind its quote. False when a character does not stand for itself. */
  #take(text: string): boolean {
    const { length } = text;
    const view = this.#view;
    const first = this.at + 1;
    // Beyond ASCII a text has more bytes than characters. There is room for all of them: nothing is cut off.
    if (ENCODER.encodeInto(text, this.#viewFrom(first)).written !== length) return false;
    let unusual = 0;
    for (let i = first; i < first + length - 4; i += 4) unusual |= unusualIn(view.getInt32(i, true));
    // The last four bytes may overlap those before.
    return (unusual | unusualIn(view.getInt32(first + length - 4, true))) === 0;
  }

  #takeDigits(digits: string): boolean {
    const view = this.#view;
    const first = this.at + 1;
    if (ENCODER.encodeInto(digits, this.#viewFrom(first)).written !== HASH_DIGITS) return false;
    let wrong = 0;
    for (let i = first; i < first + HASH_DIGITS; i += 4) wrong |= noDigitIn(view.getInt32(i, true));
    return wrong === 0;
  }

  #viewFrom(at: number): Uint8Array {
    if (at >= KEPT_VIEWS) return this.bytes.subarray(at);
    this.#from[at] ??= this.bytes.subarray(at);
    return this.#from[at] as Uint8Array;
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
