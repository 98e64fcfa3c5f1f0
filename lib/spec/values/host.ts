/**
 * Hosts in rules: one host, `*.example.com` for its subdomains at any depth (not itself), or `*` for every host.
 *
 * Guarantees: a host gets the canonical form that the engine gives to those of requests: lower case, no trailing dot,
 * IDNA as ASCII, IPv4 in any notation as a dotted quad, IPv6 compressed in brackets. Whether an address is private is
 * decided where requests are, not here.
 */
import { finishHost, hostInUrl } from "../../policy/canonical/host";
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

/**
 * The host in canonical form, IPv6 in brackets, or null for what is none. Never lets user-info, port or path through:
 * the URL parser would drop tabs and newlines silently, and end the host at any of the other characters.
 */
export function canonicalHost(name: string): string | null {
  if (name === "" || name.length > MAX_HOST_CHARACTERS || !isWellFormed(name)) return null;
  if (/[\s/\\?#@%<>^|"'`{}]/.test(name) || hasControl(name)) return null;
  if (name.includes(":") && !/^\[[0-9A-Fa-f:.]+\]$/.test(name)) return null;
  try {
    const host = finishHost(new URL(`http://${name}/`).hostname);
    return typeof host === "string" ? hostInUrl(host) : null;
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
