/**
 * IPv4 in every notation that a resolver accepts: dotted, octal, hexadecimal, short, one number.
 * The same rules as the WHATWG parser and inet_aton, so that `0x7f.1` is 127.0.0.1 here as it is for connect().
 * Guarantees: total; a text that any of them would read as a number is either read the same way or refused.
 */

/** The address as an unsigned number; "name" when it is no number at all; "invalid" when it looks like one. */
export type Ipv4Reading = number | "name" | "invalid";

/** `host` is lower case without a dot at the end. */
export function readIpv4(host: string): Ipv4Reading {
  const lastDot = host.lastIndexOf(".");
  const last = host.slice(lastDot + 1);
  // The rule of the URL standard: what ends in a number is an address or nothing. So `1.2.3.4.5`, `1.2.08` and
  // `a.1` never reach a resolver that has its own idea of them.
  if (!isDecimal(last) && readNumber(last) === -1) return "name";
  const parts = host.split(".");
  if (parts.length > 4) return "invalid";
  let value = 0;
  for (let i = 0; i < parts.length; i++) {
    const part = readNumber(parts[i] ?? "");
    if (part === -1) return "invalid";
    const isLast = i === parts.length - 1;
    // The last part fills all bytes that are left: 127.1 is 127.0.0.1.
    const limit = isLast ? 256 ** (5 - parts.length) : 256;
    if (part >= limit) return "invalid";
    value = isLast ? value * limit + part : value * 256 + part;
  }
  return value;
}

export function formatIpv4(value: number): string {
  return `${Math.floor(value / 2 ** 24)}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

/** Strict dotted quad, as inside an IPv6 literal: four decimal parts without leading zeros; -1 otherwise. */
export function readDottedQuad(text: string): number {
  const parts = text.split(".");
  if (parts.length !== 4) return -1;
  let value = 0;
  for (const part of parts) {
    if (!isDecimal(part) || part.length > 3 || (part.length > 1 && part.startsWith("0"))) return -1;
    const number = Number(part);
    if (number > 255) return -1;
    value = value * 256 + number;
  }
  return value;
}

function readNumber(part: string): number {
  if (part.length === 0) return -1;
  if (part.startsWith("0x") || part.startsWith("0X")) return readDigits(part, 2, 16);
  if (part.length > 1 && part.startsWith("0")) return readDigits(part, 1, 8);
  return readDigits(part, 0, 10);
}

/** Digits from `start` on; an empty rest is 0 (the standard reads a bare `0x` so). Overflow saturates. */
function readDigits(part: string, start: number, radix: number): number {
  let value = 0;
  for (let i = start; i < part.length; i++) {
    const digit = digitOf(part.charCodeAt(i));
    if (digit < 0 || digit >= radix) return -1;
    // Saturating keeps `0x1000…0` too large instead of wrapping round to something small and public.
    value = Math.min(value * radix + digit, 2 ** 40);
  }
  return value;
}

/** Value of a hexadecimal digit, or -1. */
export function digitOf(unit: number): number {
  if (unit >= 48 && unit <= 57) return unit - 48;
  if (unit >= 97 && unit <= 102) return unit - 87;
  if (unit >= 65 && unit <= 70) return unit - 55;
  return -1;
}

function isDecimal(text: string): boolean {
  if (text.length === 0) return false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 48 || unit > 57) return false;
  }
  return true;
}
