/** `url.parse`, `url.format` and `url.resolve`, as they were before there was a standard. */
import { invalidArgType } from "../../core/errors";
import { querystring } from "../querystring";
import { URL } from "./whatwg";

const SLASHED = new Set(["http:", "https:", "ftp:", "file:", "ws:", "wss:"]);

export class Url {
  protocol: string | null = null;
  slashes: boolean | null = null;
  auth: string | null = null;
  host: string | null = null;
  port: string | null = null;
  hostname: string | null = null;
  hash: string | null = null;
  search: string | null = null;
  query: unknown = null;
  pathname: string | null = null;
  path: string | null = null;
  href = "";
}

function escaped(text: string): string {
  return text.replace(
    /[\t\n\r "<>\\^`{|}']/g,
    (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

export function parse(input: unknown, parseQuery = false, slashesDenoteHost = false): Url {
  if (typeof input !== "string") throw invalidArgType("url", "string", input);
  const url = new Url();
  let rest = input.trim();
  const hashAt = rest.indexOf("#");
  if (hashAt !== -1) {
    url.hash = escaped(rest.slice(hashAt));
    rest = rest.slice(0, hashAt);
  }
  const protocol = /^[a-z][a-z0-9.+-]*:/i.exec(rest)?.[0];
  if (protocol) {
    url.protocol = protocol.toLowerCase();
    rest = rest.slice(protocol.length);
  }
  if (protocol === undefined || SLASHED.has(url.protocol ?? "") || rest.startsWith("//"))
    rest = rest.replaceAll("\\", "/");
  if (rest.startsWith("//") && (protocol !== undefined || slashesDenoteHost)) {
    url.slashes = true;
    rest = rest.slice(2);
    const end = rest.search(/[/?]/);
    const authority = end === -1 ? rest : rest.slice(0, end);
    rest = end === -1 ? "" : rest.slice(end);
    readAuthority(url, authority);
  } else if (url.protocol !== null && !SLASHED.has(url.protocol) && url.protocol !== "javascript:") {
    const end = rest.search(/[/?]/);
    readAuthority(url, end === -1 ? rest : rest.slice(0, end));
    rest = end === -1 ? "" : rest.slice(end);
  }
  const queryAt = rest.indexOf("?");
  if (queryAt !== -1) {
    url.search = escaped(rest.slice(queryAt));
    url.query = parseQuery
      ? (querystring.parse as (text: string) => unknown)(url.search.slice(1))
      : url.search.slice(1);
    rest = rest.slice(0, queryAt);
  } else if (parseQuery) {
    url.search = null;
    url.query = Object.create(null);
  }
  if (rest !== "") url.pathname = escaped(rest);
  if (url.pathname === null && url.hostname && SLASHED.has(url.protocol ?? "")) url.pathname = "/";
  if (url.pathname !== null || url.search !== null) url.path = `${url.pathname ?? ""}${url.search ?? ""}`;
  url.href = format(url);
  return url;
}

function readAuthority(url: Url, authority: string): void {
  const at = authority.lastIndexOf("@");
  if (at !== -1) url.auth = decodeURIComponent(authority.slice(0, at));
  const host = authority.slice(at + 1).toLowerCase();
  const port = /:([0-9]*)$/.exec(host);
  if (port?.[1]) url.port = port[1];
  const name = port ? host.slice(0, port.index) : host;
  url.hostname = name.startsWith("[") ? name.slice(1, -1) : name;
  url.host = `${name}${url.port ? `:${url.port}` : ""}`;
}

export function format(value: unknown, options: Readonly<Record<string, boolean>> = {}): string {
  if (typeof value === "string") return parse(value).href;
  if (typeof value !== "object" || value === null)
    throw invalidArgType("urlObject", ["Object", "string"], value);
  if (value instanceof URL) {
    const url = new URL(value.href);
    if (options.fragment === false) url.hash = "";
    if (options.search === false) url.search = "";
    if (options.auth === false) [url.username, url.password] = ["", ""];
    return url.href;
  }
  const parts = value as Partial<Url>;
  let protocol = parts.protocol ?? "";
  if (protocol && !protocol.endsWith(":")) protocol += ":";
  const auth = parts.auth ? `${encodeURIComponent(parts.auth).replace(/%3A/i, ":")}@` : "";
  let host = parts.host ? auth + parts.host : "";
  if (!host && parts.hostname) {
    const name = parts.hostname.includes(":") ? `[${parts.hostname}]` : parts.hostname;
    host = `${auth}${name}${parts.port ? `:${parts.port}` : ""}`;
  }
  const query =
    typeof parts.query === "object" && parts.query !== null
      ? (querystring.stringify as (table: unknown) => string)(parts.query)
      : "";
  let search = parts.search ?? (query ? `?${query}` : "");
  if (search && !search.startsWith("?")) search = `?${search}`;
  let hash = parts.hash ?? "";
  if (hash && !hash.startsWith("#")) hash = `#${hash}`;
  let pathname = (parts.pathname ?? "").replace(/[?#]/g, encodeURIComponent);
  if (parts.slashes || SLASHED.has(protocol)) {
    if (parts.slashes || host) {
      if (pathname && !pathname.startsWith("/")) pathname = `/${pathname}`;
      host = `//${host}`;
    } else if (protocol.startsWith("file")) host = "//";
  }
  return `${protocol}${host}${pathname}${search.replaceAll("#", "%23")}${hash}`;
}

export function resolve(from: string, to: string): string {
  const base = new URL(from, "resolve://");
  const found = new URL(to, base);
  if (found.protocol === "resolve:")
    return `${found.pathname}${found.search}${found.hash}`.replace(
      from.startsWith("/") || to.startsWith("/") ? "" : /^\//,
      "",
    );
  return found.href;
}
