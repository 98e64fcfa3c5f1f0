/**
 * Which bytes stand for themselves in a string: all of ASCII but controls, the quote and the backslash. Four are looked at
 * at a time, as one number, for most strings hold nothing else.
 */
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const EACH = 0x01010101;
const TOPS = 0x80808080 | 0;

/** 1 for the bytes that stand for themselves in a string and need no second look. */
export const PLAIN = new Uint8Array(256);
for (let byte = 0x20; byte < 0x80; byte++) PLAIN[byte] = byte === QUOTE || byte === BACKSLASH ? 0 : 1;

/**
 * Not zero when one of four bytes needs a second look: below 0x20, above 0x7f, a quote, a backslash. In each of the terms
 * the top bit of a byte shows that; a borrow out of a lower byte can only follow where that one has shown already.
 */
export function unusualIn(word: number): number {
  const control = word - 0x20 * EACH;
  const quote = (word ^ (QUOTE * EACH)) - EACH;
  const backslash = (word ^ (BACKSLASH * EACH)) - EACH;
  return (word | control | quote | backslash) & TOPS;
}

/** Not zero when one of four bytes is no lowercase hexadecimal digit. Below 0x80 no sum reaches the next byte. */
export function noDigitIn(word: number): number {
  const digit = (word + 0x50 * EACH) & ~(word + 0x46 * EACH);
  const letter = (word + 0x1f * EACH) & ~(word + 0x19 * EACH);
  return (word | ~(digit | letter)) & TOPS;
}

/**
 * Four characters of a text as such a number, the first one lowest. Zero, which is unusual, where one has more than seven
 * bits: it would reach into the bytes of others.
 */
export function fourOf(text: string, at: number): number {
  const a = text.charCodeAt(at);
  const b = text.charCodeAt(at + 1);
  const c = text.charCodeAt(at + 2);
  const d = text.charCodeAt(at + 3);
  return (a | b | c | d) > 127 ? 0 : a | (b << 8) | (c << 16) | (d << 24);
}
