/** Finding bytes, text and numbers in a Buffer. */
import { invalidArgType } from "../core/errors";

type Encode = (text: string, encoding: unknown) => Uint8Array;

export function searchMethods(encode: Encode) {
  const find = (bytes: Uint8Array, value: unknown, offset: unknown, encoding: unknown, isLast: boolean) => {
    const named = typeof offset === "string" ? offset : encoding;
    const number = typeof offset === "string" || offset === undefined ? Number.NaN : Number(offset);
    if (typeof value === "number") {
      return search(bytes, Uint8Array.of(value & 0xff), number, isLast);
    }
    if (typeof value === "string") return search(bytes, encode(value, named), number, isLast);
    if (value instanceof Uint8Array) return search(bytes, value, number, isLast);
    throw invalidArgType("value", ["number", "string", "Buffer", "Uint8Array"], value);
  };
  return {
    indexOf(this: Uint8Array, value: unknown, offset?: unknown, encoding?: unknown) {
      return find(this, value, offset, encoding, false);
    },
    lastIndexOf(this: Uint8Array, value: unknown, offset?: unknown, encoding?: unknown) {
      return find(this, value, offset, encoding, true);
    },
    includes(this: Uint8Array, value: unknown, offset?: unknown, encoding?: unknown) {
      return find(this, value, offset, encoding, false) !== -1;
    },
  };
}

function search(bytes: Uint8Array, needle: Uint8Array, offset: number, isLast: boolean): number {
  const { length } = bytes;
  let start = Number.isNaN(offset) ? (isLast ? length : 0) : Math.trunc(offset);
  if (start < 0) start += length;
  if (start < 0) {
    if (isLast) return -1;
    start = 0;
  }
  if (needle.length === 0) return Math.min(start, length);
  const end = length - needle.length;
  if (isLast) {
    for (let at = Math.min(start, end); at >= 0; at--) if (matches(bytes, needle, at)) return at;
    return -1;
  }
  for (let at = start; at <= end; at++) {
    at = Uint8Array.prototype.indexOf.call(bytes, needle[0] as number, at);
    if (at === -1 || at > end) return -1;
    if (matches(bytes, needle, at)) return at;
  }
  return -1;
}

function matches(bytes: Uint8Array, needle: Uint8Array, at: number): boolean {
  for (let i = 0; i < needle.length; i++) if (bytes[at + i] !== needle[i]) return false;
  return true;
}
