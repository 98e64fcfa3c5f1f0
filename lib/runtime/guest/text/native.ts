/**
 * Between bytes and text by what the machine has in C: a loop over a megabyte in its JavaScript would take a tenth of a second. A
 * text whose units are bytes stands between the two.
 */
import { NewRangeError, uncurry } from "../core/intrinsics";

interface NativeBytes {
  readonly prototype: { toBase64: () => string; toHex: () => string };
  fromBase64(text: string): Uint8Array<ArrayBuffer>;
}
const native = Uint8Array as unknown as NativeBytes;
const toBase64Of = uncurry(native.prototype.toBase64 as (this: Uint8Array) => string);
const toHexOf = uncurry(native.prototype.toHex as (this: Uint8Array) => string);
const wellFormed = uncurry(String.prototype.toWellFormed);
const { fromBase64 } = native;
const base64ToBytes = (text: string) => fromBase64.call(Uint8Array, text);
const globals = globalThis as unknown as {
  atob(text: string): string;
  btoa(text: string): string;
  escape(text: string): string;
  unescape(text: string): string;
};
const { atob: unpack, btoa: pack, escape: escapeText, unescape: unescapeText } = globals;
const { encodeURIComponent: toUtf8, decodeURIComponent: fromUtf8 } = globalThis;
const REPLACEMENT = "\ufffd";

export function bytesToHex(bytes: Uint8Array): string {
  return toHexOf(bytes);
}
export function bytesToBase64(bytes: Uint8Array): string {
  return toBase64Of(bytes);
}
/** Of text that is base64 of the strict kind. */
export function strictBase64ToBytes(text: string): Uint8Array<ArrayBuffer> {
  return base64ToBytes(text);
}

/** One unit a byte. */
export function bytesToBinary(bytes: Uint8Array): string {
  return bytes.length === 0 ? "" : unpack(toBase64Of(bytes));
}
/** The lower byte of every unit. */
export function binaryToBytes(text: string): Uint8Array<ArrayBuffer> {
  try {
    return base64ToBytes(pack(text));
  } catch {
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at) & 0xff;
    return bytes;
  }
}

export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  return text === "" ? new Uint8Array(0) : base64ToBytes(pack(unescapeText(toUtf8(wellFormed(text)))));
}

/** Wrong sequences become replacement characters, as many as the Encoding standard says; `fatal` throws instead. */
export function decodeUtf8(bytes: Uint8Array, fatal = false): string {
  if (bytes.length === 0) return "";
  const binary = bytesToBinary(bytes);
  try {
    return fromUtf8(escapeText(binary));
  } catch {
    if (fatal) throw new NewRangeError("not UTF-8");
    return decodeLeniently(bytes);
  }
}

const ASCII_RUN = 0x80;

/** Length of the sequence that begins at `at` if it is right; what is wrong with it otherwise, as a negative length. */
export function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] as number;
  if (first < ASCII_RUN) return 1;
  if (first < 0xc2 || first > 0xf4) return -1;
  const size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  for (let i = 1; i < size; i++) {
    const next = bytes[at + i];
    const least = i > 1 ? 0x80 : first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    const most = i > 1 ? 0xbf : first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    if (next === undefined || next < least || next > most) return -i;
  }
  return size;
}

function decodeLeniently(bytes: Uint8Array): string {
  let text = "";
  let good = 0;
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    text += fromUtf8(escapeText(bytesToBinary(bytes.subarray(good, at)))) + REPLACEMENT;
    at -= length;
    good = at;
  }
  return text + fromUtf8(escapeText(bytesToBinary(bytes.subarray(good))));
}

/** How many bytes at the end begin a sequence that may go on. */
export function incompleteTail(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const at = bytes.length - back;
    const byte = bytes[at] as number;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = sequenceLength(bytes, at);
    return length === -back ? back : 0;
  }
  return 0;
}

export function encodeUtf16(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length * 2);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    bytes[at * 2] = unit & 0xff;
    bytes[at * 2 + 1] = unit >> 8;
  }
  return bytes;
}

export function decodeUtf16(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    text += String.fromCharCode((bytes[at] as number) | ((bytes[at + 1] as number) << 8));
  }
  return text;
}
