/**
 * The one place where a host gets its canonical form: lower case, ASCII (IDNA), no dot at the end, IPv4 as dotted
 * quad whatever its notation, IPv6 as RFC 5952 has it without brackets, IPv4-mapped IPv6 as the IPv4 that it is.
 *
 * Guarantees: total, idempotent; two spellings that a resolver sends to the same literal address come out equal.
 * Does not resolve names: what a name points to is checked by whoever connects, with addressClass.
 */
import { formatIpv4, readIpv4 } from "./ipv4";
import { formatIpv6, readIpv6 } from "./ipv6";
import { isTruePunycode } from "./punycode";
import { Refusal } from "./refusal";
import { findBadUnit } from "./text";

/** The longest name that DNS can carry, in its ASCII form. */
const HOST_LIMIT = 253;
/** Before IDNA: non-ASCII letters may take more units than their ASCII form, but not boundlessly. */
const RAW_HOST_LIMIT = 1024;

/**
 * A raw host option, as handed to connect(). Stricter than a URL: here nothing has been cut off yet, so whatever
 * could carry a port, a path, user-info or a zone is refused instead of interpreted.
 */
export function canonicalHost(raw: string): string | Refusal {
  if (raw.length === 0) return new Refusal("the host is empty");
  if (raw.length > RAW_HOST_LIMIT) return new Refusal("the host is too long");
  if (findBadUnit(raw) !== -1) return new Refusal("the host has a control character or a broken surrogate");
  if (raw.includes(":")) {
    const words = readIpv6(raw);
    return words ? formatIpv6(words) : new Refusal("the host is no IPv6 address, and only those have colons");
  }
  // Percent signs are refused too: some stacks decode them in hosts and others do not.
  if (!isPlain(raw)) return new Refusal("the host has a character that no host name has");
  if (isLowerName(raw)) return finishHost(raw);
  try {
    return finishHost(new URL(`http://${raw}/`).hostname);
  } catch {
    return new Refusal("the host is not a valid name");
  }
}

/** The host of a parsed URL, which is lower case and ASCII already; IPv6 stands in brackets there. */
export function finishHost(hostname: string): string | Refusal {
  if (hostname.startsWith("[")) {
    const words = hostname.endsWith("]") ? readIpv6(hostname.slice(1, -1)) : null;
    return words ? formatIpv6(words) : new Refusal("the host is not a valid IPv6 address");
  }
  // "example.com." is the same host as "example.com", and must not slip past a rule that names the latter.
  const host = hostname.endsWith(".") ? hostname.slice(0, -1) : hostname;
  if (host.length === 0 || host.length > HOST_LIMIT) return new Refusal("the host is empty or too long");
  if (!isLowerName(host)) return new Refusal("the host has an empty label or an unusual character");
  if (!isTruePunycode(host)) return new Refusal("the host has a label in Punycode that stands for no name");
  const ipv4 = readIpv4(host);
  if (ipv4 === "invalid") return new Refusal("the host ends in a number but is no IPv4 address");
  return ipv4 === "name" ? host : formatIpv4(ipv4);
}

/** Whether a canonical host is a literal address rather than a name. */
export function isAddress(host: string): boolean {
  return host.includes(":") || typeof readIpv4(host) === "number";
}

/** As it stands in a URL: IPv6 in brackets. */
export function hostInUrl(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

/** Letters, digits, `-`, `_` and single dots, lower case: what canonical names are made of. */
function isLowerName(host: string): boolean {
  let previous = 46;
  for (let i = 0; i < host.length; i++) {
    const unit = host.charCodeAt(i);
    const isDot = unit === 46;
    if (isDot && previous === 46) return false;
    const isLetter = unit >= 97 && unit <= 122;
    const isDigit = unit >= 48 && unit <= 57;
    if (!isLetter && !isDigit && !isDot && unit !== 45 && unit !== 95) return false;
    previous = unit;
  }
  return previous !== 46;
}

/** No ASCII character but letters, digits, `-`, `_` and dots; what is above ASCII is for IDNA to judge. */
function isPlain(raw: string): boolean {
  for (let i = 0; i < raw.length; i++) {
    const unit = raw.charCodeAt(i);
    if (unit > 0x7f) continue;
    const lower = unit | 32;
    const isLetter = lower >= 97 && lower <= 122;
    const isDigit = unit >= 48 && unit <= 57;
    if (!isLetter && !isDigit && unit !== 45 && unit !== 46 && unit !== 95) return false;
  }
  return true;
}
