/**
 * The path of a URL in the one form in which rules are matched against it, and whether a server could read it in
 * another way. Rules with a path glob treat an ambiguous path as hostile: it satisfies no grant, and it meets
 * every deny and approval of its host.
 *
 * The form: `%41` where a plain letter would do is decoded (unreserved characters of RFC 3986 only), other escapes
 * get upper-case digits, one slash at the end is dropped. The path that is *sent* stays as the URL parser had it.
 */
import { digitOf } from "./ipv4";

export interface UrlPath {
  readonly path: string;
  /** A clause for people, or null. */
  readonly ambiguous: string | null;
}

/** `pathname` comes from the URL parser: dot segments are resolved and it begins with a slash. */
export function urlPath(pathname: string): UrlPath {
  let ambiguous: string | null = null;
  let path = pathname;
  if (!isSimple(pathname)) {
    const decoded = decodeUnreserved(pathname);
    ambiguous = decoded.ambiguous ?? structuralDoubt(decoded.path);
    path = decoded.path;
  }
  if (path.length > 1 && path.endsWith("/")) path = path.slice(0, -1);
  return { path, ambiguous };
}

/** Letters, digits and `-._~/` without `//`, and no segment of dots: nothing to decode, nothing to doubt. */
function isSimple(pathname: string): boolean {
  let previous = 0;
  for (let i = 0; i < pathname.length; i++) {
    const unit = pathname.charCodeAt(i);
    const isSlash = unit === 47;
    if (isSlash && previous === 47) return false;
    if (!isSlash && !isUnreserved(unit)) return false;
    previous = unit;
  }
  return true;
}

function decodeUnreserved(pathname: string): { path: string; ambiguous: string | null } {
  let path = "";
  let ambiguous: string | null = null;
  const bytes: number[] = [];
  for (let i = 0; i < pathname.length; i++) {
    const unit = pathname.charCodeAt(i);
    const byte = unit === 37 ? byteAt(pathname, i) : -1;
    if (byte < 0x80 && bytes.length > 0) {
      ambiguous ??= utf8Doubt(bytes);
      bytes.length = 0;
    }
    if (byte === -1) {
      if (unit === 37) ambiguous ??= "it has a percent sign that begins no escape";
      path += pathname.charAt(i);
      continue;
    }
    if (byte >= 0x80) bytes.push(byte);
    ambiguous ??= byteDoubt(byte);
    path += isUnreserved(byte) ? String.fromCharCode(byte) : pathname.slice(i, i + 3).toUpperCase();
    i += 2;
  }
  if (bytes.length > 0) ambiguous ??= utf8Doubt(bytes);
  return { path, ambiguous };
}

/** The byte that `%XX` at `index` stands for, or -1. */
function byteAt(text: string, index: number): number {
  if (index + 2 >= text.length) return -1;
  const high = digitOf(text.charCodeAt(index + 1));
  const low = digitOf(text.charCodeAt(index + 2));
  return high === -1 || low === -1 ? -1 : high * 16 + low;
}

function byteDoubt(byte: number): string | null {
  // "/public/..%2fadmin": one server sees a name with an odd character, the next one two segments.
  if (byte === 0x2f) return "it encodes a slash";
  if (byte === 0x5c) return "it encodes a backslash";
  if (byte === 0x3b) return "it encodes a semicolon";
  if (byte < 0x20 || byte === 0x7f) return "it encodes a control character";
  return null;
}

/** "%c0%ae" is an overlong dot that old decoders accept; anything that is not strict UTF-8 is in doubt. */
function utf8Doubt(bytes: readonly number[]): string | null {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes));
    return null;
  } catch {
    return "it has escapes that are not valid UTF-8";
  }
}

/** Asked of the decoded form: "%25%32%65" is "%252e" there. */
function structuralDoubt(path: string): string | null {
  // "%252e": a proxy that decodes once more makes dots or slashes of it.
  for (let at = path.indexOf("%25"); at !== -1; at = path.indexOf("%25", at + 3)) {
    if (digitOf(path.charCodeAt(at + 3)) !== -1 && digitOf(path.charCodeAt(at + 4)) !== -1)
      return "it is encoded twice";
  }
  // Servlet containers drop ";…" from each segment before they route: "/admin;x/secret" is "/admin/secret".
  if (path.includes(";")) return "it has path parameters";
  if (path.includes("\\")) return "it has a backslash";
  // Many servers merge slashes: "//admin" is "/admin" there, but matches no rule for "/admin" here.
  if (path.includes("//")) return "it has an empty segment";
  for (const segment of path.split("/")) {
    if (segment === "." || segment === "..") return "it hides a dot segment";
  }
  return null;
}

function isUnreserved(unit: number): boolean {
  const lower = unit | 32;
  if (lower >= 97 && lower <= 122) return true;
  return (unit >= 48 && unit <= 57) || unit === 45 || unit === 46 || unit === 95 || unit === 126;
}
