/**
 * The code tables of deflate (RFC 1951, section 3.2.2). Only complete codes are taken, as zlib does: with a lenient
 * reader one archive could unpack here to what nobody else sees in it.
 */
export const MOST_BITS = 15;
/** Codes up to so many bits are found by one look; the few longer ones are counted out. */
export const QUICK_BITS = 10;

export interface HuffmanCode {
  /** By the next QUICK_BITS bits: the symbol in the upper bits, the length of its code in the lower four, or 0. */
  readonly quick: Uint16Array;
  /** How many codes there are of each length, and the symbols in the order of their codes. */
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

/** Undefined where the lengths make no complete code. One code of one bit may stand alone where `mayBeThin`. */
export function makeCode(lengths: Uint8Array, mayBeThin: boolean): HuffmanCode | undefined {
  const counts = new Uint16Array(MOST_BITS + 1);
  for (const length of lengths) counts[length] = (counts[length] as number) + 1;
  const used = lengths.length - (counts[0] as number);
  counts[0] = 0;
  if (!isUsable(counts, used, mayBeThin)) return undefined;
  const symbols = new Uint16Array(used);
  const quick = new Uint16Array(1 << QUICK_BITS);
  const nextPlace = new Uint16Array(MOST_BITS + 1);
  const nextCode = new Uint16Array(MOST_BITS + 1);
  for (let bits = 1, code = 0; bits <= MOST_BITS; bits++) {
    code = (code + (counts[bits - 1] as number)) << 1;
    nextCode[bits] = code;
    nextPlace[bits] = (nextPlace[bits - 1] as number) + (counts[bits - 1] as number);
  }
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const bits = lengths[symbol] as number;
    if (bits === 0) continue;
    symbols[nextPlace[bits] as number] = symbol;
    nextPlace[bits] = (nextPlace[bits] as number) + 1;
    const code = nextCode[bits] as number;
    nextCode[bits] = code + 1;
    if (bits <= QUICK_BITS) fill(quick, code, bits, symbol);
  }
  return { quick, counts, symbols };
}

function isUsable(counts: Uint16Array, used: number, mayBeThin: boolean): boolean {
  let left = 1;
  for (let bits = 1; bits <= MOST_BITS; bits++) {
    left = left * 2 - (counts[bits] as number);
    if (left < 0) return false; // more codes than there is room for
  }
  return left === 0 || (mayBeThin && (used === 0 || (used === 1 && counts[1] === 1)));
}

/** Codes are sent with their highest bit first, while all else in deflate begins with the lowest. */
function fill(quick: Uint16Array, code: number, bits: number, symbol: number): void {
  let reversed = 0;
  for (let bit = 0; bit < bits; bit++) reversed |= ((code >> bit) & 1) << (bits - 1 - bit);
  for (let at = reversed; at < quick.length; at += 1 << bits) quick[at] = (symbol << 4) | bits;
}
