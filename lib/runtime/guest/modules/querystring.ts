/** The module `querystring`. */
import { Buffer } from "../buffer/buffer";

type Query = Record<string, string | string[]>;
interface ParseOptions {
  readonly maxKeys?: number;
  readonly decodeURIComponent?: (text: string) => string;
}

function escapeText(value: unknown): string {
  const text = typeof value === "object" ? String(value) : `${value as string}`;
  return encodeURIComponent(text).replace(/%20/g, "%20");
}

function unescapeBuffer(text: string): Buffer {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const pair = text[at] === "%" ? /^[0-9a-fA-F]{2}/.exec(text.slice(at + 1))?.[0] : undefined;
    bytes.push(pair === undefined ? text.charCodeAt(at) & 0xff : Number.parseInt(pair, 16));
    if (pair !== undefined) at += 2;
  }
  return Buffer.from(bytes);
}
function unescapeText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return unescapeBuffer(text).toString();
  }
}

function shown(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" && Number.isFinite(value)) return `${value}`;
  if (typeof value === "bigint" || typeof value === "boolean") return `${value}`;
  return "";
}

function stringify(
  table: unknown,
  sep = "&",
  eq = "=",
  options?: { encodeURIComponent?: (text: string) => string },
): string {
  if (table === null || typeof table !== "object") return "";
  const encode = options?.encodeURIComponent ?? (querystring.escape as (value: unknown) => string);
  return Object.entries(table)
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((each) => `${encode(name)}${eq}${encode(shown(each))}`),
    )
    .join(sep);
}

function parse(text: unknown, sep?: string | null, eq?: string | null, options?: ParseOptions): Query {
  const query = Object.create(null) as Query;
  if (typeof text !== "string" || text === "") return query;
  const most = options?.maxKeys ?? 1000;
  const decode = (part: string) => {
    const spaced = part.replaceAll("+", " ");
    try {
      return (options?.decodeURIComponent ?? (querystring.unescape as (text: string) => string))(spaced);
    } catch {
      return unescapeText(spaced);
    }
  };
  const equals = eq || "=";
  const parts = text.split(sep || "&").filter((part) => part !== "");
  for (const part of most > 0 ? parts.slice(0, most) : parts) {
    const at = part.indexOf(equals);
    const name = decode(at === -1 ? part : part.slice(0, at));
    const value = at === -1 ? "" : decode(part.slice(at + equals.length));
    const before = query[name];
    if (before === undefined) query[name] = value;
    else if (Array.isArray(before)) before.push(value);
    else query[name] = [before, value];
  }
  return query;
}

export const querystring: Record<string, unknown> = {
  unescapeBuffer,
  unescape: unescapeText,
  escape: escapeText,
  stringify,
  encode: stringify,
  parse,
  decode: parse,
};
