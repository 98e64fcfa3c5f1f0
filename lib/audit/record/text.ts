/**
 * How texts and hashes are written to the line: short ones become bytes here, four characters at a time, long ones by the
 * platform; both are looked at four bytes at a time, and what is not usual goes to the generic writer.
 *
 * Guarantees: a string is written as RFC 8785 wants it or not at all. Nothing is written beyond the line: what is taken at
 * all is not longer than a record, and the line has eight times the room of one.
 */
import { utf8 } from "../bytes/utf8";
import * as plain from "../json/plain";
import { writeString } from "../json/write";
import { MAX_RECORD_BYTES } from "./limits";
import { LINE, LINE_VIEW, putBytes } from "./line";
import { refuse, tooLarge } from "./refusal";

const QUOTE = 0x22;
/** From here on one call into the platform costs less than looking at a text character by character. */
const LONG = 40;
const HASH_DIGITS = 64;

/** Constants of this module, as the line has it. */
const { fourOf, noDigitIn, PLAIN, unusualIn } = plain;
const [BYTES, VIEW] = [LINE, LINE_VIEW];
const ENCODER = new TextEncoder();
/** Views from each place on are kept for as long a line as most are: making one costs more than putting a text there. */
const FROM: (Uint8Array | undefined)[] = Array(1024).fill(undefined);

/** Refuses half a surrogate pair, and what is larger than a record. */
export function writeText(value: unknown, at: number): number {
  if (typeof value !== "string") return refuse();
  const { length } = value;
  const first = at + 1;
  if (first + length > MAX_RECORD_BYTES) return tooLarge();
  if (!(length < LONG ? takeShort(value, first) : takeLong(value, first))) return writeUnusual(value, at);
  BYTES[at] = QUOTE;
  BYTES[first + length] = QUOTE;
  return first + length + 1;
}

/** A hash as a string of lowercase hexadecimal digits; refuses anything else. */
export function writeSha256(value: unknown, at: number): number {
  if (typeof value !== "string" || value.length !== HASH_DIGITS) return refuse();
  if (at > MAX_RECORD_BYTES) return tooLarge();
  const first = at + 1;
  if (ENCODER.encodeInto(value, viewFrom(first)).written !== HASH_DIGITS) return refuse();
  let wrong = 0;
  for (let i = first; i < first + HASH_DIGITS; i += 4) wrong |= noDigitIn(VIEW.getInt32(i, true));
  if (wrong !== 0) return refuse();
  BYTES[at] = QUOTE;
  BYTES[first + HASH_DIGITS] = QUOTE;
  return first + HASH_DIGITS + 1;
}

/** Puts a text there. False when a character does not stand for itself. */
function takeShort(text: string, first: number): boolean {
  const { length } = text;
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    const word = fourOf(text, i);
    if (unusualIn(word) !== 0) return false;
    VIEW.setInt32(first + i, word, true);
  }
  for (; i < length; i++) {
    const character = text.charCodeAt(i);
    if (character > 127 || PLAIN[character] !== 1) return false;
    BYTES[first + i] = character;
  }
  return true;
}

/** The same by the platform, for at least four characters. */
function takeLong(text: string, first: number): boolean {
  const { length } = text;
  // Beyond ASCII a text has more bytes than characters. There is room for all of them: nothing is cut off.
  if (ENCODER.encodeInto(text, viewFrom(first)).written !== length) return false;
  const last = first + length - 4;
  let unusual = 0;
  for (let i = first; i < last; i += 4) unusual |= unusualIn(VIEW.getInt32(i, true));
  // The last four bytes may overlap those before.
  return (unusual | unusualIn(VIEW.getInt32(last, true))) === 0;
}

function viewFrom(at: number): Uint8Array {
  if (at >= FROM.length) return BYTES.subarray(at);
  FROM[at] ??= BYTES.subarray(at);
  return FROM[at] as Uint8Array;
}

function writeUnusual(text: string, at: number): number {
  if (/\p{Surrogate}/u.test(text)) return refuse();
  return putBytes(utf8(writeString(text)), at);
}
