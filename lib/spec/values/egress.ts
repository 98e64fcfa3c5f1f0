/**
 * Egress patterns: `[METHOD[,METHOD] ]scheme://host[:port][/path pattern]`, or the bare "*".
 *
 * Guarantees: the parts come out canonical (see host.ts), the default port filled in, so that a match is a
 * comparison. Without a path every path is meant; "/" means "/" alone. User-info, fragments and queries are refused:
 * nothing could match them. `?` in a path is a wildcard, as in every pattern of the language.
 */
import { parseUrlPathGlob } from "./glob";
import { type HostPattern, parseHostPattern } from "./host";
import { type Parsed, parsed, quoted, refused } from "./parsed";

export type EgressPattern =
  /** The bare "*": everything. In a deny list it restates the default and overrides nothing. */
  | { readonly kind: "any" }
  | {
      readonly kind: "url";
      /** Upper case; null for every method. */
      readonly methods: readonly string[] | null;
      readonly scheme: "http" | "https";
      readonly host: HostPattern;
      readonly port: number;
      /** Pattern of the path, beginning with "/"; null for every path. */
      readonly path: string | null;
    };

export const EGRESS_PATTERN = "^(\\*|([A-Z]+(,[A-Z]+)* )?https?://[^/ ]+(/.*)?)$";
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
const DEFAULT_PORT = { http: 80, https: 443 } as const;
const MAX_EGRESS_CHARACTERS = 4096;

export function parseEgress(text: string): Parsed<EgressPattern> {
  if (text === "*") return parsed({ kind: "any" });
  if (text.length > MAX_EGRESS_CHARACTERS) {
    return refused(`The pattern is longer than ${MAX_EGRESS_CHARACTERS} characters.`);
  }
  const space = text.indexOf(" ");
  const methods = space === -1 ? parsed(null) : parseMethods(text.slice(0, space), text);
  if (!methods.ok) return methods;
  const url = text.slice(space + 1);
  const match = /^(https?):\/\/([^/]*)(\/.*)?$/s.exec(url);
  if (match === null) return refuseUrl(url, text);
  const scheme = match[1] === "http" ? "http" : "https";
  const authority = parseAuthority(match[2] ?? "", scheme);
  if (!authority.ok) return authority;
  const path = match[3] === undefined ? parsed(null) : parsePath(match[3]);
  if (!path.ok) return path;
  return parsed({ kind: "url", methods: methods.value, scheme, ...authority.value, path: path.value });
}

function refuseUrl<T>(url: string, text: string): Parsed<T> {
  const bare = /^[a-z0-9.*-]+\.[a-z]{2,}(?::[0-9]+)?(?:\/.*)?$/i.test(url);
  const prefix = text.slice(0, text.length - url.length);
  return refused(
    `${quoted(text)} is not an http or https address; write it as in "https://api.example.com" or "GET https://api.example.com/v1/**".`,
    bare ? `${prefix}https://${url}` : undefined,
  );
}

function parseMethods(list: string, text: string): Parsed<readonly string[]> {
  const methods = list.split(",");
  const known: readonly string[] = METHODS;
  const unknown = methods.find((method) => !known.includes(method));
  if (unknown === undefined) return parsed([...new Set(methods)]);
  const upper = list.toUpperCase();
  const mended = upper.split(",").every((method) => known.includes(method));
  return refused(
    `${quoted(unknown)} is not a method; use ${METHODS.join(", ")}, separated by commas without spaces.`,
    mended ? upper + text.slice(list.length) : undefined,
  );
}

function parseAuthority(
  text: string,
  scheme: "http" | "https",
): Parsed<{ readonly host: HostPattern; readonly port: number }> {
  if (text.includes("@")) {
    return refused(`${quoted(text)} names a user; an address in a rule has none.`);
  }
  const [, name = "", digits] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(text) ?? [];
  if (
    digits !== undefined &&
    (!/^[0-9]{1,5}$/.test(digits) || Number(digits) > 65_535 || Number(digits) === 0)
  ) {
    return refused(`${quoted(digits)} is not a port; write a number from 1 to 65535.`);
  }
  if (name === "") return refused("The address has no host.");
  const host = parseHostPattern(name);
  if (!host.ok) return host;
  return parsed({ host: host.value, port: digits === undefined ? DEFAULT_PORT[scheme] : Number(digits) });
}

function parsePath(text: string): Parsed<string> {
  const glob = parseUrlPathGlob(text);
  if (!glob.ok) return glob;
  if (/[\s#\\]/.test(text)) {
    return refused(
      `The path ${quoted(text)} contains a space, a "#" or a "\\", which no path of a request has.`,
    );
  }
  const segments = text.split("/");
  if (segments.some((segment) => segment === "." || segment === "..")) {
    return refused(`The path ${quoted(text)} has a "." or ".." segment, which no resolved address has.`);
  }
  // Requests arrive percent-encoded by the URL parser; a pattern written in other letters must be spelt the same.
  return parsed(text.replace(/[^\x21-\x7e]+/g, encodeURIComponent));
}
