/**
 * Hosts in rules: one host, `*.example.com` for its subdomains at any depth (not itself), or `*` for every host.
 *
 * Guarantees: hosts go through the WHATWG URL parser, so that a rule and a request are spelt alike: lower case,
 * no trailing dot, IDNA as ASCII, IPv4 in any notation as a dotted quad, IPv6 compressed in brackets. Whether an
 * address is private is decided where requests are, not here.
 */
import { isWellFormed, type Parsed, parsed, quoted, refused } from "./parsed";

export type HostPattern =
  | { readonly kind: "any" }
  | { readonly kind: "exact"; readonly host: string }
  /** `suffix` begins with a dot. */
  | { readonly kind: "subdomains"; readonly suffix: string };

const MAX_HOST_CHARACTERS = 255;

export function parseHostPattern(text: string): Parsed<HostPattern> {
  if (text === "*") return parsed({ kind: "any" });
  const wild = text.startsWith("*.");
  const name = wild ? text.slice(2) : text;
  if (name.includes("*") || name.includes("?")) {
    return refused(`In the host ${quoted(text)} a "*" may only stand for the whole or for the first label.`);
  }
  const host = canonicalHost(name);
  if (host === null) return refused(`${quoted(text)} is not a host.`);
  if (!wild) return parsed({ kind: "exact", host });
  if (host.startsWith("[") || /^[0-9.]+$/.test(host)) {
    return refused(`${quoted(text)} is an address, and addresses have no subdomains.`);
  }
  return parsed({ kind: "subdomains", suffix: `.${host}` });
}

/** The host as the URL parser spells it, or null for what is none. Never lets user-info, port or path through. */
export function canonicalHost(name: string): string | null {
  if (name === "" || name.length > MAX_HOST_CHARACTERS || !isWellFormed(name)) return null;
  // The URL parser silently drops tabs and newlines, and ends the host at any of the others.
  if (/[\s/\\?#@%<>^|"'`{}]/.test(name) || hasControl(name)) return null;
  if (name.includes(":") && !/^\[[0-9A-Fa-f:.]+\]$/.test(name)) return null;
  try {
    const url = new URL(`http://${name}/`);
    const host = url.hostname.endsWith(".") ? url.hostname.slice(0, -1) : url.hostname;
    const labels = host.split(".");
    if (url.username !== "" || url.port !== "" || url.pathname !== "/") return null;
    return host === "" || labels.includes("") ? null : host;
  } catch {
    return null;
  }
}

function hasControl(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x21 || code === 0x7f) return true;
  }
  return false;
}
