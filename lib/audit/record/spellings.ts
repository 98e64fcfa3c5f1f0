/** The fixed spellings of an envelope as bytes: hashes, session ids, times, types. Each reads within `end`, never past it. */
const ZERO = 0x30;
const NINE = 0x39;
const HYPHEN = 0x2d;
const DOT = 0x2e;
const MAX_TYPE_LENGTH = 64;

const IS_HEX = new Uint8Array(256);
for (const digit of "0123456789abcdef") IS_HEX[digit.charCodeAt(0)] = 1;
/** 1 for what a word of a type begins with, 2 for what it goes on with. */
const IN_NAME = new Uint8Array(256);
for (const letter of "abcdefghijklmnopqrstuvwxyz") IN_NAME[letter.charCodeAt(0)] = 1;
for (const mark of "0123456789_") IN_NAME[mark.charCodeAt(0)] = 2;

/** How many of the next 64 bytes are lowercase hexadecimal digits without a gap. */
export function lengthOfHex(bytes: Uint8Array, from: number, end: number): number {
  const most = Math.min(end, from + 64);
  let at = from;
  while (at < most && IS_HEX[bytes[at] as number] === 1) at++;
  return at - from;
}

/** A UUID of version 7 in lowercase: 8-4-7xxx-[89ab]xxx-12 digits. */
export function isUuidAt(bytes: Uint8Array, from: number, end: number): boolean {
  if (from + 36 > end) return false;
  for (let i = 0; i < 36; i++) {
    const byte = bytes[from + i] as number;
    const isHyphen = i === 8 || i === 13 || i === 18 || i === 23;
    if (isHyphen ? byte !== HYPHEN : IS_HEX[byte] !== 1) return false;
  }
  const variant = bytes[from + 19] as number;
  const isVariant = variant === 0x38 || variant === NINE || variant === 0x61 || variant === 0x62;
  return bytes[from + 14] === 0x37 && isVariant;
}

const SHAPE = "0000-00-00T00:00:00.000Z";

/** RFC 3339 in UTC with milliseconds: 2026-01-31T23:59:59.999Z. Every day exists; there is no leap second. */
export function isTimeAt(bytes: Uint8Array, from: number, end: number): boolean {
  if (from + SHAPE.length > end) return false;
  for (let i = 0; i < SHAPE.length; i++) {
    const byte = bytes[from + i] as number;
    const shape = SHAPE.charCodeAt(i);
    if (shape === ZERO ? byte < ZERO || byte > NINE : byte !== shape) return false;
  }
  const two = (at: number) =>
    ((bytes[from + at] as number) - ZERO) * 10 + (bytes[from + at + 1] as number) - ZERO;
  const month = two(5);
  const day = two(8);
  if (month < 1 || month > 12 || day < 1 || day > daysIn(two(0) * 100 + two(2), month)) return false;
  return two(11) < 24 && two(14) < 60 && two(17) < 60;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Where a dotted name of at least two words ends; `from` itself where there is none. */
export function endOfType(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  let words = 0;
  for (;;) {
    if (at >= end || IN_NAME[bytes[at] as number] !== 1) return from;
    while (at < end && IN_NAME[bytes[at] as number] !== 0) at++;
    words++;
    if (at >= end || bytes[at] !== DOT) break;
    at++;
  }
  return words < 2 || at - from > MAX_TYPE_LENGTH ? from : at;
}
