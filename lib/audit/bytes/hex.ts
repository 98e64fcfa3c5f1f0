/** Lowercase hex, the only form of a hash in a record: a second spelling of a link would be a second record. */
const DIGITS = "0123456789abcdef";
const OF_BYTE = Array.from({ length: 256 }, (_, byte) => DIGITS.charAt(byte >> 4) + DIGITS.charAt(byte & 15));

/** By character code, of which there are 128 here: the value of a lowercase digit, and 16 for everything else. */
const VALUE = new Uint8Array(128).fill(16);
for (let digit = 0; digit < 16; digit++) VALUE[DIGITS.charCodeAt(digit)] = digit;
const BEYOND = ~127;

export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i++) text += OF_BYTE[bytes[i] as number];
  return text;
}

/** By byte: its two digits, the first one lower. */
const DIGITS_OF_BYTE = new Uint16Array(
  OF_BYTE.map((digits) => digits.charCodeAt(0) | (digits.charCodeAt(1) << 8)),
);

/** The four digits of two bytes as a number, the first one lowest: for `DataView`, with the low byte first. */
export function digitsOf(first: number, second: number): number {
  return (DIGITS_OF_BYTE[first] as number) | ((DIGITS_OF_BYTE[second] as number) << 16);
}

/** Writes the 64 digits of the hash in `hash`, from `from` on, to `target`, from `at` on. */
export function putHashHex(hash: Uint8Array, from: number, target: DataView, at: number): void {
  for (let i = 0; i < 32; i += 2) {
    const digits = digitsOf(hash[from + i] as number, hash[from + i + 1] as number);
    target.setInt32(at + 2 * i, digits, true);
  }
}

/** Undefined for an odd length, an uppercase digit and everything else that `toHex` does not write. */
export function fromHex(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0) return undefined;
  const bytes = new Uint8Array(text.length / 2);
  return writeHex(text, bytes, 0) ? bytes : undefined;
}

/** The same into bytes that are there already, from `at` on; false, with the bytes half written, for what is not hex. */
export function writeHex(text: string, bytes: Uint8Array, at: number): boolean {
  let bad = 0;
  for (let i = 0, to = at; i + 1 < text.length; i += 2, to++) {
    const first = text.charCodeAt(i);
    const second = text.charCodeAt(i + 1);
    const high = VALUE[first & 127] as number;
    const low = VALUE[second & 127] as number;
    // Everything that is no digit leaves a bit at 16 or above; one look at the end is enough.
    bad |= high | low | ((first | second) & BEYOND);
    bytes[to] = (high << 4) | low;
  }
  return bad >>> 0 < 16;
}

/** The same for digits that are bytes already, which is several times faster; `out` takes half as many. */
export function decodeHex(digits: Uint8Array, out: Uint8Array): boolean {
  let bad = 0;
  for (let i = 0, from = 0; i < out.length; i++, from += 2) {
    const first = digits[from] as number;
    const second = digits[from + 1] as number;
    const high = VALUE[first & 127] as number;
    const low = VALUE[second & 127] as number;
    bad |= high | low | ((first | second) & BEYOND);
    out[i] = (high << 4) | low;
  }
  return bad >>> 0 < 16 && digits.length === 2 * out.length;
}
