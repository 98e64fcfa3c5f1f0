/**
 * Texts with places for arguments: `https://api.example.com/repos/{owner}`. What is put in is always a part of the place where it
 * stands and never more than that.
 *
 * The attacks: an argument that changes the host (places are behind it only), climbs out of its path segment (`/` is escaped,
 * `..` is refused), adds to the query (`&` is escaped) or to the headers (line breaks are refused).
 */
import { canonicalUrl, Refusal } from "../../policy";
import { isJsonObject, type Json, type JsonObject, member, type Read } from "./plain";

/** Texts, and names of arguments in between. */
export type Template = readonly (string | { readonly argument: string })[];

const PLACE = /\{([A-Za-z0-9_.-]{1,128})\}/g;
const WHOLE = /^\{([A-Za-z0-9_.-]{1,128}|\*)\}$/;

export function readTemplate(text: string): Read<Template> {
  const parts: (string | { argument: string })[] = [];
  let end = 0;
  for (const match of text.matchAll(PLACE)) {
    parts.push(text.slice(end, match.index), { argument: match[1] ?? "" });
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  const isOpen = parts.some((part) => typeof part === "string" && /[{}]/.test(part));
  if (isOpen) return { ok: false, why: "a brace has to stand around the name of an argument" };
  return { ok: true, value: parts.filter((part) => part !== "") };
}

/** A URL whose scheme and host are the author's. */
export function urlParts(url: string): Read<Template> {
  const from = url.indexOf("://");
  const end = url.slice(from + 3).search(/[/?#]/);
  const base = end === -1 ? url : url.slice(0, from + 3 + end);
  const canonical = canonicalUrl(base);
  if (canonical instanceof Refusal) return { ok: false, why: canonical.why };
  if (canonical.scheme !== "http" && canonical.scheme !== "https")
    return { ok: false, why: "the URL does not begin with http:// or https://" };
  if (url.includes("#")) return { ok: false, why: "the URL has a fragment" };
  return readTemplate(url);
}

/** What goes wrong with an argument: a clause of ours. */
export class BadArgument extends Error {
  override readonly name = "BadArgument";
}

/** Undefined where an argument is not given. */
function filled(
  template: Template,
  args: JsonObject,
  escapeValue: (text: string) => string,
): string | undefined {
  let text = "";
  for (const part of template) {
    if (typeof part === "string") {
      text += part;
      continue;
    }
    const value = member(args, part.argument);
    if (value === undefined || value === null) return undefined;
    if (typeof value === "object")
      throw new BadArgument(`the argument "${part.argument}" has to be a plain value`);
    text += escapeValue(`${value}`);
  }
  return text;
}

export function fillUrl(
  url: Template,
  query: readonly (readonly [string, Template])[],
  args: JsonObject,
): string {
  const missing = url.find(
    (part) => typeof part !== "string" && (member(args, part.argument) ?? null) === null,
  );
  if (typeof missing === "object") throw new BadArgument(`the argument "${missing.argument}" is missing`);
  const text = filled(url, args, escaped) ?? "";
  const [path = "", ...rest] = text.split("?");
  const doubtful = path
    .split("/")
    .slice(3)
    .some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));
  if (doubtful) throw new BadArgument("an argument would climb out of its place in the path");
  if (hasEmptyPlace(url, args)) throw new BadArgument("an argument is empty and stands in the path");
  const pairs = [rest.join("?")].filter((part) => part !== "");
  for (const [name, template] of query) {
    const value = filled(template, args, escaped);
    if (value !== undefined) pairs.push(`${escaped(name)}=${value}`);
  }
  return pairs.length === 0 ? path : `${path}?${pairs.join("&")}`;
}

function hasEmptyPlace(url: Template, args: JsonObject): boolean {
  for (const part of url) {
    if (typeof part === "string") {
      if (part.includes("?")) return false;
    } else if (member(args, part.argument) === "") return true;
  }
  return false;
}

/** Of a text that has no bytes nothing can be sent. */
function escaped(text: string): string {
  if (!text.isWellFormed()) throw new BadArgument("an argument is no well-formed text");
  return encodeURIComponent(text);
}

export function fillHeaders(
  headers: readonly (readonly [string, Template])[],
  args: JsonObject,
): [string, string][] {
  const lines: [string, string][] = [];
  for (const [name, template] of headers) {
    const value = filled(template, args, (text) => text);
    if (value === undefined) continue;
    if (!/^[\x20-\x7e]*$/.test(value))
      throw new BadArgument(`the header ${name} would hold what no header may`);
    lines.push([name, value]);
  }
  return lines;
}

/** Texts that are nothing but a place become the argument; `{*}` all of them. What is not given is left out. */
export function fillBody(body: Json, args: JsonObject): Json | undefined {
  if (typeof body === "string") {
    const name = WHOLE.exec(body)?.[1];
    if (name === undefined) return body;
    return name === "*" ? args : member(args, name);
  }
  if (Array.isArray(body)) {
    return body.map((each: Json) => fillBody(each, args)).filter((each) => each !== undefined);
  }
  if (!isJsonObject(body)) return body;
  const made: Record<string, Json> = Object.create(null);
  for (const [name, each] of Object.entries(body)) {
    const value = fillBody(each, args);
    if (value !== undefined) made[name] = value;
  }
  return made;
}
