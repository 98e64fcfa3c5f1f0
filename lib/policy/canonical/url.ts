/**
 * The one place where a URL gets its canonical form: scheme, host (host.ts), port, path and query as the WHATWG
 * parser has them, without fragment. Only http and https; ws and wss come out canonical too, but no rule can
 * name them, so they are denied: a socket would carry past every rule on methods and paths.
 *
 * Guarantees: total, idempotent. Spellings that parsers disagree on (backslashes, missing or extra slashes, user-info,
 * percent signs in the host, white space) are refused, not repaired: a repaired URL is the classic confusion attack.
 */
import { finishHost, hostInUrl } from "./host";
import { Refusal } from "./refusal";
import { findBadUnit } from "./text";
import { type UrlPath, urlPath } from "./url-path";

export const URL_LIMIT_UNITS = 65_536;

export type UrlScheme = "http" | "https" | "ws" | "wss";
export interface CanonicalUrl {
  readonly scheme: UrlScheme;
  readonly host: string;
  readonly port: number;
  /** What to send: path and query as parsed. */
  readonly href: string;
  /** What to match. */
  readonly path: UrlPath;
}

const DEFAULT_PORTS: Readonly<Record<UrlScheme, number>> = { http: 80, https: 443, ws: 80, wss: 443 };

export function defaultPort(scheme: UrlScheme): number {
  return DEFAULT_PORTS[scheme];
}

export function canonicalUrl(text: string): CanonicalUrl | Refusal {
  if (text.length === 0) return new Refusal("the URL is empty");
  if (text.length > URL_LIMIT_UNITS) return new Refusal(`the URL is longer than ${URL_LIMIT_UNITS} units`);
  // The URL parser drops tabs and line breaks silently, wherever they stand: "java\nscript:", "//ev\til.com".
  if (findBadUnit(text) !== -1) return new Refusal("the URL has a control character or a broken surrogate");
  const scheme = schemeOf(text);
  if (scheme === null) return new Refusal("the URL does not begin with http:// or https://");
  const refused = doubtInAuthority(text, scheme.length + 3);
  if (refused !== null) return new Refusal(refused);
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return new Refusal("it is not a valid URL");
  }
  // The checks above look at the text; this one at what the parser made of it.
  if (url.protocol !== `${scheme}:` || url.username !== "" || url.password !== "") {
    return new Refusal("the URL reads differently when parsed");
  }
  const host = finishHost(url.hostname);
  if (typeof host !== "string") return host;
  const port = url.port === "" ? DEFAULT_PORTS[scheme] : Number(url.port);
  // Port 0 means "any" to some stacks.
  if (port === 0) return new Refusal("port 0 is no port");
  const portText = port === DEFAULT_PORTS[scheme] ? "" : `:${port}`;
  const pathname = url.pathname;
  const href = `${scheme}://${hostInUrl(host)}${portText}${pathname}${url.search}`;
  // Escapes make it up to nine times as long; and what comes out must be a URL that goes in.
  if (href.length > URL_LIMIT_UNITS) return new Refusal(`the URL is longer than ${URL_LIMIT_UNITS} units`);
  return { scheme, host, port, href, path: urlPath(pathname) };
}

/** The scheme when the text begins with one of ours and exactly two slashes. */
function schemeOf(text: string): UrlScheme | null {
  const colon = text.indexOf("://");
  if (colon < 2 || colon > 5) return null;
  const scheme = text.slice(0, colon).toLowerCase();
  return scheme === "http" || scheme === "https" || scheme === "ws" || scheme === "wss" ? scheme : null;
}

/** What is wrong with the part between `//` and the first `/`, `?` or `#`; null when nothing is. */
function doubtInAuthority(text: string, start: number): string | null {
  let i = start;
  for (; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 47 || unit === 63 || unit === 35) break;
    // "https://api.example.com@evil.test": people read the first name, machines dial the second.
    if (unit === 64) return "the URL carries user-info";
    if (unit === 92) return "the URL has a backslash where parsers disagree on what it is";
    if (unit === 37) return "the URL has a percent sign in its host";
    if (unit === 32) return "the URL has white space in its host";
  }
  if (i === start) return "the URL has no host";
  // Behind the authority the parser turns "\\" into "/" for these schemes; other parsers do not.
  for (; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 63 || unit === 35) break;
    if (unit === 92) return "the URL has a backslash in its path";
  }
  const last = text.charCodeAt(text.length - 1);
  return last === 32 ? "the URL ends in white space" : null;
}
