/**
 * What the machine of the embedded sandbox has in C and a bare realm of V8 has not: the library stands on it, and agents find it in both.
 * Written as the standards say it: forgiving base64 of Infra, `Uint8Array.fromBase64` of ECMAScript, DOMException of Web IDL.
 */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const CODES: Readonly<Record<string, number>> = {
  __proto__: null as never,
  IndexSizeError: 1,
  HierarchyRequestError: 3,
  WrongDocumentError: 4,
  InvalidCharacterError: 5,
  NoModificationAllowedError: 7,
  NotFoundError: 8,
  NotSupportedError: 9,
  InvalidStateError: 11,
  SyntaxError: 12,
  InvalidModificationError: 13,
  NamespaceError: 14,
  InvalidAccessError: 15,
  TypeMismatchError: 17,
  SecurityError: 18,
  NetworkError: 19,
  AbortError: 20,
  URLMismatchError: 21,
  QuotaExceededError: 22,
  TimeoutError: 23,
  DataCloneError: 25,
};
const WRONG = 255;

const { defineProperty, getOwnPropertyDescriptor } = Object;
const { apply } = Reflect;
const { ceil } = Math;
const { charCodeAt } = String.prototype;
const Bytes = Uint8Array;
const NewSyntaxError = SyntaxError;
const typed = Object.getPrototypeOf(Uint8Array.prototype) as object;
const lengthOf = getOwnPropertyDescriptor(typed, "length")?.get as () => number;
const { subarray } = Uint8Array.prototype;

/** Two characters of base64 for twelve bits, two of hex for a byte; a value for each character. */
const pairs: string[] = [];
const octets: string[] = [];
const values = new Bytes(128).fill(WRONG);
for (let at = 0; at < 64; at++) {
  values[ALPHABET.charCodeAt(at)] = at;
  for (let next = 0; next < 64; next++) pairs[at * 64 + next] = `${ALPHABET[at]}${ALPHABET[next]}`;
}
for (let byte = 0; byte < 256; byte++) octets[byte] = (byte < 16 ? "0" : "") + byte.toString(16);

type Byte = (at: number) => number;

function packed(length: number, byte: Byte): string {
  let text = "";
  let at = 0;
  for (; at + 2 < length; at += 3) {
    const triple = (byte(at) << 16) | (byte(at + 1) << 8) | byte(at + 2);
    text += (pairs[triple >> 12] as string) + (pairs[triple & 0xfff] as string);
  }
  if (at === length) return text;
  const isLast = at + 1 === length;
  const rest = (byte(at) << 16) | (isLast ? 0 : byte(at + 1) << 8);
  return `${text}${pairs[rest >> 12]}${isLast ? "=" : ALPHABET[(rest >> 6) & 63]}=`;
}

/** The bytes that a text stands for; undefined when it is no base64. White space is nothing, what it is padded with may be missing. */
function unpacked(text: string): Uint8Array | undefined {
  const bytes = new Bytes(ceil((text.length * 3) / 4));
  let count = 0;
  let held = 0;
  let digits = 0;
  let padding = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = apply(charCodeAt, text, [at]);
    if (unit === 32 || unit === 9 || unit === 10 || unit === 12 || unit === 13) continue;
    if (unit === 61) {
      padding++;
      continue;
    }
    const value = unit < 128 ? (values[unit] as number) : WRONG;
    if (value === WRONG || padding > 0) return undefined;
    held = ((held << 6) | value) & 0xffffff;
    digits++;
    if (digits % 4 !== 1) bytes[count++] = (held >> (6 - 2 * ((digits - 1) % 4))) & 0xff;
  }
  const rest = digits % 4;
  if (rest === 1 || (padding > 0 && padding !== 4 - rest)) return undefined;
  return apply(subarray, bytes, [0, count]) as Uint8Array;
}

class OwnDOMException extends Error {
  readonly #name: string;
  constructor(message = "", name = "Error") {
    super(message);
    this.#name = name;
  }
  override get name(): string {
    return this.#name;
  }
  get code(): number {
    return CODES[this.#name] ?? 0;
  }
}
defineProperty(OwnDOMException, "name", { value: "DOMException", configurable: true });

function viewLength(view: unknown): number {
  return apply(lengthOf, view, []);
}

const methods = {
  toBase64(this: Uint8Array): string {
    return packed(viewLength(this), (at) => this[at] as number);
  },
  toHex(this: Uint8Array): string {
    const length = viewLength(this);
    let text = "";
    for (let at = 0; at < length; at++) text += octets[this[at] as number];
    return text;
  },
};

const statics = {
  fromBase64(text: unknown): Uint8Array {
    if (typeof text !== "string") throw new TypeError("not a string");
    const bytes = unpacked(text);
    if (bytes === undefined) throw new NewSyntaxError("invalid base64 string");
    return new Bytes(bytes);
  },
};

const functions = {
  atob(text: unknown): string {
    const bytes = unpacked(`${text}`);
    if (bytes === undefined)
      throw new OwnDOMException("The string to be decoded is not correctly encoded", "InvalidCharacterError");
    return binary(bytes);
  },
  btoa(value: unknown): string {
    const text = `${value}`;
    return packed(text.length, (at) => {
      const unit = apply(charCodeAt, text, [at]);
      if (unit > 255)
        throw new OwnDOMException("String contains an invalid character", "InvalidCharacterError");
      return unit;
    });
  },
};

const { fromCharCode } = String;
const PIECE = 8192;
function binary(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += PIECE)
    text += apply(fromCharCode, undefined, apply(subarray, bytes, [at, at + PIECE]) as unknown as number[]);
  return text;
}

function offer(target: object, table: object): void {
  for (const [name, value] of Object.entries(table)) {
    // An engine that has it by now has it better.
    if (name in target) continue;
    defineProperty(target, name, { value, configurable: true, writable: true, enumerable: false });
  }
}

export function installNatives(): void {
  offer(globalThis, { ...functions, DOMException: OwnDOMException });
  offer(Uint8Array.prototype, methods);
  offer(Uint8Array, statics);
}
