/**
 * Reads canonical JSON as bytes, without making anything of it: says whether a value stands there in its one canonical
 * form, and where it ends. The reader and the verifier are both built on it, so that they cannot disagree.
 *
 * Guarantees: total on any bytes, linear in their number, never deeper than MAX_DEPTH. Members are strictly ascending,
 * which excludes duplicates: a duplicate key is how one reader is shown something else than another.
 */
import { PLAIN, unusualIn } from "./plain";
import { MAX_DEPTH } from "./value";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;

/** The control characters that have an escape of their own: they must not be written in hex. */
const SHORT = new Map(
  [..."btnfr"].map((letter, i) => [letter.charCodeAt(0), [8, 9, 10, 12, 13][i] as number]),
);
const HAS_SHORT = new Set(SHORT.values());
const DECODER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export class Scanner {
  protected bytes: Uint8Array = new Uint8Array(0);
  protected end = 0;
  /** Of the same bytes: four are read at once, wherever they lie. */
  #view = new DataView(this.bytes.buffer);
  /** Where it stands; after a failure, where that was seen. */
  at = 0;
  /** Why it failed: the rest of a sentence. Empty as long as it did not. */
  why = "";
  /** Whether the string read last is made of plain bytes only, so that bytes compare as UTF-16 code units do. */
  #isPlain = true;

  /** At which depth the value stands that it is started for, the outermost being 1. */
  readonly #outermost: number;

  constructor(outermost = 1) {
    this.#outermost = outermost;
  }

  start(bytes: Uint8Array, from: number, end: number): void {
    // One for each piece of a stream, not one for each value.
    if (bytes !== this.bytes) this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.bytes = bytes;
    this.at = from;
    this.end = end;
    this.why = "";
  }

  /** One value, from its first byte to behind its last. */
  value(depth: number = this.#outermost): boolean {
    switch (this.at < this.end ? this.bytes[this.at] : -1) {
      case QUOTE:
        return this.string();
      case 0x7b:
        return depth > MAX_DEPTH ? this.fail("it is nested too deeply") : this.#object(depth);
      case 0x5b:
        return depth > MAX_DEPTH ? this.fail("it is nested too deeply") : this.#array(depth);
      case 0x74:
        return this.literal("true");
      case 0x66:
        return this.literal("false");
      case 0x6e:
        return this.fail("there is a null, or something else that is no value");
      default:
        return this.integer() >= 0;
    }
  }

  /** Exactly these ASCII characters. */
  literal(text: string): boolean {
    const { bytes, at } = this;
    if (at + text.length > this.end) return this.fail(`it ends where ${text} should be`);
    for (let i = 0; i < text.length; i++)
      if (bytes[at + i] !== text.charCodeAt(i)) return this.fail(`${text} is expected`);
    this.at = at + text.length;
    return true;
  }

  /** A whole number in its shortest form. Answers its absolute value, and -1 with `why` set when it is none. */
  integer(): number {
    const { bytes, end } = this;
    let at = this.at;
    const isNegative = at < end && bytes[at] === MINUS;
    if (isNegative) at++;
    const first = at;
    let value = 0;
    while (at < end) {
      const byte = bytes[at] as number;
      if (byte < ZERO || byte > NINE) break;
      value = value * 10 + (byte - ZERO);
      at++;
    }
    const digits = at - first;
    if (digits === 0) return this.#noNumber("no value begins like this");
    if (bytes[first] === ZERO && (digits > 1 || isNegative))
      return this.#noNumber("a number is not written in its shortest form");
    // Seventeen digits could round down into the range; sixteen cannot.
    if (digits > 16 || value > Number.MAX_SAFE_INTEGER)
      return this.#noNumber("a number is larger than 2^53 - 1");
    this.at = at;
    return value;
  }

  /** A string, from its opening quote to behind the closing one. */
  string(): boolean {
    const { bytes, end } = this;
    const view = this.#view;
    if (this.at >= end || bytes[this.at] !== QUOTE) return this.fail("a string is expected");
    let at = this.at + 1;
    let isPlain = true;
    for (;;) {
      while (at + 4 <= end && unusualIn(view.getInt32(at, true)) === 0) at += 4;
      while (at < end && PLAIN[bytes[at] as number] === 1) at++;
      if (at >= end) return this.fail("a string is not closed");
      const byte = bytes[at] as number;
      if (byte === QUOTE) break;
      isPlain = false;
      const length = byte === BACKSLASH ? this.#escape(at) : this.#multibyte(at, byte);
      if (length === 0) {
        this.at = at;
        return this.fail(
          byte === BACKSLASH ? "an escape is not the canonical one" : "a byte cannot stand in a string",
        );
      }
      at += length;
    }
    this.at = at + 1;
    this.#isPlain = isPlain;
    return true;
  }

  fail(why: string): false {
    this.why = why;
    return false;
  }

  /** Is called for every member of the outermost object: `key` and `value` are where those begin, quotes included. */
  protected member(_key: number, _keyEnd: number, _value: number): void {}

  #object(depth: number): boolean {
    const { bytes } = this;
    if (bytes[++this.at] === 0x7d && this.at < this.end) return this.#close();
    let before = -1;
    let beforeEnd = 0;
    let wasPlain = true;
    for (;;) {
      const key = this.at;
      if (!this.string()) return false;
      const keyEnd = this.at;
      const isPlain = this.#isPlain;
      if (before >= 0 && !this.#ascends(before, beforeEnd, key, keyEnd, wasPlain && isPlain)) {
        this.at = key;
        return this.fail("the keys are not in order, or one is there twice");
      }
      if (this.at >= this.end || bytes[this.at] !== COLON) return this.fail("a colon is expected");
      const value = ++this.at;
      if (!this.value(depth + 1)) return false;
      if (depth === this.#outermost) this.member(key, keyEnd, value);
      const next = this.at < this.end ? bytes[this.at] : -1;
      if (next === 0x7d) return this.#close();
      if (next !== COMMA) return this.fail("a comma or a closing brace is expected");
      this.at++;
      before = key;
      beforeEnd = keyEnd;
      wasPlain = isPlain;
    }
  }

  #array(depth: number): boolean {
    const { bytes } = this;
    if (bytes[++this.at] === 0x5d && this.at < this.end) return this.#close();
    for (;;) {
      if (!this.value(depth + 1)) return false;
      const next = this.at < this.end ? bytes[this.at] : -1;
      if (next === 0x5d) return this.#close();
      if (next !== COMMA) return this.fail("a comma or a closing bracket is expected");
      this.at++;
    }
  }

  #close(): true {
    this.at++;
    return true;
  }

  /** Whether the first key comes before the second, in UTF-16 code units; both with their quotes. */
  #ascends(a: number, aEnd: number, b: number, bEnd: number, arePlain: boolean): boolean {
    const { bytes } = this;
    if (!arePlain) return this.#decode(a, aEnd) < this.#decode(b, bEnd);
    const common = Math.min(aEnd - a, bEnd - b) - 1;
    for (let i = 1; i < common; i++) {
      const difference = (bytes[a + i] as number) - (bytes[b + i] as number);
      if (difference !== 0) return difference < 0;
    }
    return aEnd - a < bEnd - b;
  }

  /** UTF-8 sorts U+E000 to U+FFFF before what UTF-16 writes as surrogates, and escapes sort as what they stand for. */
  #decode(from: number, end: number): string {
    return JSON.parse(DECODER.decode(this.bytes.subarray(from, end)));
  }

  /** The length of the canonical escape that begins at `at`, 0 if there is none. */
  #escape(at: number): number {
    const { bytes } = this;
    const letter = at + 1 < this.end ? (bytes[at + 1] as number) : 0;
    if (letter === QUOTE || letter === BACKSLASH || SHORT.has(letter)) return 2;
    if (letter !== 0x75 || at + 6 > this.end) return 0;
    if (bytes[at + 2] !== ZERO || bytes[at + 3] !== ZERO) return 0;
    const high = (bytes[at + 4] as number) - ZERO;
    const digit = bytes[at + 5] as number;
    const low = digit <= NINE ? digit - ZERO : digit >= 0x61 && digit <= 0x66 ? digit - 0x57 : -1;
    if (high < 0 || high > 1 || low < 0) return 0;
    return HAS_SHORT.has(high * 16 + low) ? 0 : 6;
  }

  /** The length of the well-formed UTF-8 sequence (Unicode, table 3-7) that begins with `lead`, 0 if there is none. */
  #multibyte(at: number, lead: number): number {
    const { bytes } = this;
    const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (length === 0 || at + length > this.end) return 0;
    const second = bytes[at + 1] as number;
    // Too long a form, a surrogate, or beyond U+10FFFF.
    const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    if (second < least || second > most) return 0;
    for (let i = 2; i < length; i++) if (((bytes[at + i] as number) & 0xc0) !== 0x80) return 0;
    return length;
  }

  #noNumber(why: string): -1 {
    this.fail(why);
    return -1;
  }
}
