/** `TextEncoder` and `TextDecoder`, for UTF-8, UTF-16 and Latin-1. */
import { codedError, invalidArgType } from "../core/errors";
import { bytesToBinary, decodeUtf8, decodeUtf16, encodeUtf8, incompleteTail } from "../text/native";

const LABELS: Readonly<Record<string, string>> = {
  "utf-8": "utf-8",
  utf8: "utf-8",
  "unicode-1-1-utf-8": "utf-8",
  "utf-16": "utf-16le",
  "utf-16le": "utf-16le",
  "ucs-2": "utf-16le",
  latin1: "windows-1252",
  ascii: "windows-1252",
  "us-ascii": "windows-1252",
  "iso-8859-1": "windows-1252",
  "windows-1252": "windows-1252",
};
/** Where Windows-1252 is not Latin-1: 0x80 to 0x9f. */
const WINDOWS =
  "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178";

export class TextEncoder {
  get encoding(): string {
    return "utf-8";
  }
  encode(text: unknown = ""): Uint8Array<ArrayBuffer> {
    return encodeUtf8(String(text));
  }
  encodeInto(text: string, target: Uint8Array): { read: number; written: number } {
    let read = 0;
    let written = 0;
    for (const unit of String(text)) {
      const bytes = encodeUtf8(unit);
      if (written + bytes.length > target.length) break;
      target.set(bytes, written);
      written += bytes.length;
      read += unit.length;
    }
    return { read, written };
  }
  get [Symbol.toStringTag](): string {
    return "TextEncoder";
  }
}

function bytesOf(input: unknown): Uint8Array {
  if (input instanceof ArrayBuffer || input instanceof SharedArrayBuffer)
    return new Uint8Array(input as ArrayBuffer);
  if (ArrayBuffer.isView(input))
    return new Uint8Array(input.buffer as ArrayBuffer, input.byteOffset, input.byteLength);
  throw invalidArgType("list", ["ArrayBuffer", "ArrayBufferView"], input);
}

export class TextDecoder {
  readonly #encoding: string;
  readonly #isFatal: boolean;
  readonly #keepsBom: boolean;
  #rest = new Uint8Array(0);
  #isInside = false;

  constructor(label: unknown = "utf-8", options: { fatal?: boolean; ignoreBOM?: boolean } | null = {}) {
    const name = String(label).trim().toLowerCase();
    const encoding = Object.hasOwn(LABELS, name) ? LABELS[name] : undefined;
    if (encoding === undefined) {
      throw codedError(RangeError, "ERR_ENCODING_NOT_SUPPORTED", `The "${label}" encoding is not supported`);
    }
    this.#encoding = encoding;
    this.#isFatal = options?.fatal === true;
    this.#keepsBom = options?.ignoreBOM === true;
  }
  get encoding(): string {
    return this.#encoding;
  }
  get fatal(): boolean {
    return this.#isFatal;
  }
  get ignoreBOM(): boolean {
    return this.#keepsBom;
  }
  get [Symbol.toStringTag](): string {
    return "TextDecoder";
  }

  decode(input?: unknown, options: { stream?: boolean } = {}): string {
    const isStream = options?.stream === true;
    let bytes = input === undefined ? new Uint8Array(0) : bytesOf(input);
    if (this.#rest.length > 0) bytes = Uint8Array.of(...this.#rest, ...bytes);
    const tail = isStream ? this.#tailOf(bytes) : 0;
    this.#rest = bytes.slice(bytes.length - tail);
    let text = this.#textOf(tail > 0 ? bytes.subarray(0, bytes.length - tail) : bytes);
    if (!this.#isInside && !this.#keepsBom && text.startsWith("\ufeff") && this.#encoding !== "windows-1252")
      text = text.slice(1);
    this.#isInside = isStream && (this.#isInside || bytes.length > tail);
    return text;
  }

  #tailOf(bytes: Uint8Array): number {
    if (this.#encoding === "utf-8") return incompleteTail(bytes);
    return this.#encoding === "utf-16le" ? bytes.length % 2 : 0;
  }

  #textOf(bytes: Uint8Array): string {
    if (this.#encoding === "windows-1252") {
      return bytesToBinary(bytes).replace(
        /[\x80-\x9f]/g,
        (unit) => WINDOWS[unit.charCodeAt(0) - 0x80] as string,
      );
    }
    try {
      if (this.#encoding === "utf-8") return decodeUtf8(bytes, this.#isFatal);
      const text = decodeUtf16(bytes);
      const isWhole = bytes.length % 2 === 0 && text.isWellFormed();
      if (this.#isFatal && !isWhole) throw new RangeError("not UTF-16");
      return text.toWellFormed() + (bytes.length % 2 === 0 ? "" : "\ufffd");
    } catch {
      throw codedError(
        TypeError,
        "ERR_ENCODING_INVALID_ENCODED_DATA",
        `The encoded data was not valid for encoding ${this.#encoding}`,
      );
    }
  }
}
