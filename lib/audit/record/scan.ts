/**
 * Finds the parts of a record without making objects of it, and makes sure on the way that it is in canonical form.
 * Meant to be made once and used for millions of records: a verifier spends its time hashing, not here.
 *
 * Guarantees: answers true for exactly the bytes that `readRecord` takes. All positions are indices into the bytes.
 */
import { Scanner } from "../json";
import { MAX_RECORD_BYTES } from "./limits";

import { endOfType, isTimeAt, isUuidAt, lengthOfHex } from "./spellings";

/** A record holds its data, so that those stand at the second depth. */
const DEPTH_OF_DATA = 2;
const MINUS = 0x2d;

export class RecordScanner extends Scanner {
  /** The data, braces included. */
  data = 0;
  dataEnd = 0;
  /** The first of 64 hexadecimal digits. */
  prev = 0;
  seq = 0;
  /** The first of 36 characters. */
  sid = 0;
  /** The first of 24 characters. */
  ts = 0;
  /** The type, without its quotes. */
  type = 0;
  typeEnd = 0;
  /** The number in the data's `of`; -1 where there is none. */
  of = -1;
  /** The values of the data's `call` and `verdict`, quotes included; 0 where there is none. */
  call = 0;
  callEnd = 0;
  verdict = 0;
  verdictEnd = 0;

  constructor() {
    super(DEPTH_OF_DATA);
  }

  /** Whether the bytes from `from` to `end` are a record of version 1 in canonical form. */
  scan(bytes: Uint8Array, from: number, end: number): boolean {
    this.start(bytes, from, end);
    this.of = -1;
    this.call = this.callEnd = this.verdict = this.verdictEnd = 0;
    if (end - from > MAX_RECORD_BYTES) return this.fail("it is longer than a record may be");
    return this.#head() && this.#tail();
  }

  protected override member(key: number, keyEnd: number, value: number): void {
    const length = keyEnd - key;
    if (length === 4 && this.#is(key, '"of"')) this.of = this.#numberAt(value);
    else if (length === 6 && this.#is(key, '"call"')) {
      this.call = value;
      this.callEnd = this.at;
    } else if (length === 9 && this.#is(key, '"verdict"')) {
      this.verdict = value;
      this.verdictEnd = this.at;
    }
  }

  #head(): boolean {
    if (!this.literal('{"data":')) return false;
    this.data = this.at;
    if (this.at >= this.end || this.bytes[this.at] !== 0x7b) return this.fail("its data are no object");
    if (!this.value()) return false;
    this.dataEnd = this.at;
    if (!this.literal(',"prev":"')) return false;
    this.prev = this.at;
    if (lengthOfHex(this.bytes, this.at, this.end) < 64) return this.fail("its link is no hash");
    this.at += 64;
    return this.literal('","seq":') && this.#sequence() && this.literal(',"sid":"');
  }

  #sequence(): boolean {
    const isNegative = this.bytes[this.at] === MINUS;
    this.seq = this.integer();
    return this.seq >= 0 && (!isNegative || this.fail("its number is below zero"));
  }

  #tail(): boolean {
    const { bytes, end } = this;
    this.sid = this.at;
    if (!isUuidAt(bytes, this.at, end)) return this.fail("its session is no UUID of version 7");
    this.at += 36;
    if (!this.literal('","ts":"')) return false;
    this.ts = this.at;
    if (!isTimeAt(bytes, this.at, end)) return this.fail("its time is not one in UTC with milliseconds");
    this.at += 24;
    if (!this.literal('","type":"')) return false;
    this.type = this.at;
    this.at = this.typeEnd = endOfType(bytes, this.at, end);
    if (this.typeEnd === this.type) return this.fail("its type is no dotted name");
    return this.literal('","v":1}') && (this.at === this.end || this.fail("something follows the record"));
  }

  #is(at: number, text: string): boolean {
    for (let i = 0; i < text.length; i++) if (this.bytes[at + i] !== text.charCodeAt(i)) return false;
    return true;
  }

  /** The value that was just read, when it is a whole number from 0; else -1. */
  #numberAt(from: number): number {
    let value = 0;
    for (let at = from; at < this.at; at++) {
      const digit = (this.bytes[at] as number) - 0x30;
      if (digit < 0 || digit > 9) return -1;
      value = value * 10 + digit;
    }
    return value;
  }
}
