/** Names and paths: what they may hold, how long they may be, and how a path is written. */
import { FilesFault } from "./errors";

/** Bytes of UTF-8, as on Linux; the path with the zero that ends it there. */
export const MAX_NAME_BYTES = 255;
export const MAX_PATH_BYTES = 4096;

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const HAS_SURROGATE = /[\ud800-\udfff]/;
const RANDOM_NAME = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/**
 * What Node makes of a text when it becomes bytes for the system: half a surrogate pair is U+FFFD. Done first, so that
 * the path that is decided on is the one that is acted on. A NUL would end the path early for the system below.
 */
export function wellFormed(text: unknown, what: string): string {
  if (typeof text !== "string") throw new FilesFault("BAD_ARGUMENT", `The ${what} is not a text.`);
  if (text.includes("\0")) throw new FilesFault("BAD_ARGUMENT", `The ${what} has a NUL in it.`);
  return HAS_SURROGATE.test(text) ? text.replace(LONE_SURROGATE, "\ufffd") : text;
}

export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    // A pair is four bytes for two units, everything else from U+0800 on three for one.
    bytes += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}

/** A unit has at most three bytes: most texts are short enough without being counted. */
export const isLongName = (name: string): boolean =>
  name.length > MAX_NAME_BYTES / 3 && utf8Length(name) > MAX_NAME_BYTES;
export const isLongPath = (path: string): boolean =>
  path.length >= MAX_PATH_BYTES / 3 && utf8Length(path) >= MAX_PATH_BYTES;

/** Whether a folder can hold it: of what is read back from outside, nothing else may become an entry. */
export function isName(name: unknown): name is string {
  if (typeof name !== "string" || name === "" || name === "." || name === "..") return false;
  const isWhole = !HAS_SURROGATE.test(name) || name.search(LONE_SURROGATE) < 0;
  return isWhole && !/[/\0]/.test(name) && !isLongName(name);
}

/** The order in which Linux's C library sorts names: by bytes, which is by code points and not by UTF-16 units. */
export function compareNames(a: string, b: string): number {
  const common = Math.min(a.length, b.length);
  for (let i = 0; i < common; i++) {
    const difference = rank(a.charCodeAt(i)) - rank(b.charCodeAt(i));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
/** Surrogates stand for characters above all that have a unit of their own. */
const rank = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800);

/** What is left of a walk that broke off, written on to where it got to. Nothing is there, so `..` only takes away. */
export function appendLexically(folder: string, rest: string): string {
  const names = folder.split("/").filter(Boolean);
  for (const name of rest.split("/")) {
    if (name === "..") names.pop();
    else if (name !== "" && name !== ".") names.push(name);
  }
  return `/${names.join("/")}`;
}

/** A name for mkdtemp: decided on as it will be made, so it is chosen before. */
export function temporaryName(prefix: string, random: (bytes: Uint8Array) => void): string {
  const bytes = new Uint8Array(6);
  random(bytes);
  let name = prefix;
  for (const byte of bytes) name += RANDOM_NAME.charAt(byte % RANDOM_NAME.length);
  return name;
}
