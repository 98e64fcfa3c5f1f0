/**
 * Base64 (RFC 4648, section 4), strict: padded, no line breaks, no other alphabet, and the bits that padding leaves
 * over are zero. A lenient reader would take several texts for the same signature, and a note could be changed without
 * its signature failing.
 */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const NONE = 64;
const VALUE = new Uint8Array(128).fill(NONE);
for (let value = 0; value < ALPHABET.length; value++) VALUE[ALPHABET.charCodeAt(value)] = value;

export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] as number) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const left = bytes.length - i;
    text += ALPHABET.charAt(group >> 18) + ALPHABET.charAt((group >> 12) & 63);
    text += left > 1 ? ALPHABET.charAt((group >> 6) & 63) : "=";
    text += left > 2 ? ALPHABET.charAt(group & 63) : "=";
  }
  return text;
}

export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  for (let i = 0, to = 0; i < text.length; i += 4) {
    const isLast = i + 4 === text.length;
    const used = isLast ? 4 - padding : 4;
    let group = 0;
    for (let place = 0; place < 4; place++) {
      const value = place < used ? (VALUE[text.charCodeAt(i + place)] ?? NONE) : 0;
      if (value === NONE) return undefined;
      group = (group << 6) | value;
    }
    const spare = isLast && padding > 0 ? (padding === 2 ? group & 0xffff : group & 0xff) : 0;
    if (spare !== 0) return undefined;
    // Writing past the end is ignored by typed arrays: that is where the padding would go.
    bytes[to++] = group >> 16;
    bytes[to++] = (group >> 8) & 255;
    bytes[to++] = group & 255;
  }
  return bytes;
}
