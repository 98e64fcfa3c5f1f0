/** The encodings of Buffer, by Node's names for them. */
import {
  binaryToBytes,
  bytesToBase64,
  bytesToBinary,
  bytesToHex,
  decodeUtf8,
  decodeUtf16,
  encodeUtf8,
  encodeUtf16,
  strictBase64ToBytes,
} from "../text/native";

export type Encoding = "utf8" | "utf16le" | "latin1" | "ascii" | "base64" | "base64url" | "hex";

const NAMES: Readonly<Record<string, Encoding>> = {
  utf8: "utf8",
  "utf-8": "utf8",
  utf16le: "utf16le",
  "utf-16le": "utf16le",
  ucs2: "utf16le",
  "ucs-2": "utf16le",
  latin1: "latin1",
  binary: "latin1",
  ascii: "ascii",
  base64: "base64",
  base64url: "base64url",
  hex: "hex",
};

export function encodingOf(name: string): Encoding | undefined {
  const lower = name.toLowerCase();
  return Object.hasOwn(NAMES, lower) ? NAMES[lower] : undefined;
}

export function decode(bytes: Uint8Array, encoding: Encoding): string {
  if (bytes.length === 0) return "";
  switch (encoding) {
    case "utf8":
      return decodeUtf8(bytes);
    case "utf16le":
      return decodeUtf16(bytes);
    case "latin1":
      return bytesToBinary(bytes);
    case "ascii":
      return bytesToBinary(Uint8Array.from(bytes, (byte) => byte & 0x7f));
    case "base64":
      return bytesToBase64(bytes);
    case "base64url":
      return bytesToBase64(bytes).replace(/=+$/, "").replaceAll("+", "-").replaceAll("/", "_");
    default:
      return bytesToHex(bytes);
  }
}

export function encode(text: string, encoding: Encoding): Uint8Array<ArrayBuffer> {
  switch (encoding) {
    case "utf8":
      return encodeUtf8(text);
    case "utf16le":
      return encodeUtf16(text);
    case "latin1":
    case "ascii":
      return binaryToBytes(text);
    case "hex":
      return fromHex(text);
    default:
      return fromBase64(text);
  }
}

/** Up to the first pair that is none. */
function fromHex(text: string): Uint8Array<ArrayBuffer> {
  const good = /^(?:[0-9a-fA-F]{2})*/.exec(text)?.[0] ?? "";
  const bytes = new Uint8Array(good.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(good.substr(at * 2, 2), 16);
  return bytes;
}

/** Of both alphabets, with whatever stands between, up to the first `=`. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const end = text.indexOf("=");
  let clean = (end === -1 ? text : text.slice(0, end)).replaceAll("-", "+").replaceAll("_", "/");
  if (/[^A-Za-z0-9+/]/.test(clean)) clean = clean.replace(/[^A-Za-z0-9+/]/g, "");
  if (clean.length % 4 === 1) clean = clean.slice(0, -1);
  return strictBase64ToBytes(clean + "=".repeat((4 - (clean.length % 4)) % 4));
}

export function byteLength(text: string, encoding: Encoding): number {
  switch (encoding) {
    case "utf8":
      return encodeUtf8(text).length;
    case "utf16le":
      return text.length * 2;
    case "hex":
      return text.length >>> 1;
    case "base64":
    case "base64url": {
      const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
      return ((text.length - padding) * 3) >>> 2;
    }
    default:
      return text.length;
  }
}
