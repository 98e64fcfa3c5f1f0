/**
 * The token by which `aegis doctor` asks a running server. It is made from the root secret, which whoever runs the server
 * can read and nobody else, over the host that is asked and the time.
 *
 * Guarantees: it tells nothing of the secret; it is good for that host alone, so a server at a wrong address cannot use
 * it on the right one; it is good for five minutes to either side. Judging it takes the same time for every token.
 */
import { hkdf } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { fromHex, toHex, utf8 } from "../audit/bytes";

const SCHEME = "Aegis-Operator";
const KEY_BYTES = 32;
const GOOD_FOR_SECONDS = 5 * 60;
const TOKEN = /^Aegis-Operator ([1-9][0-9]{0,11})\.([0-9a-f]{64})$/;

/** As the server derives its keys. */
export function operatorKey(rootSecret: string): Uint8Array {
  return hkdf(sha256, utf8(rootSecret), new Uint8Array(0), utf8("aegis/operator/v1"), KEY_BYTES);
}

export interface Where {
  /** With the port where it is not that of the scheme, as the header Host has it. */
  readonly host: string;
  readonly now: Date;
}

/** The value of the header Authorization. */
export function operatorToken(key: Uint8Array, { host, now }: Where): string {
  const seconds = Math.floor(now.getTime() / 1000);
  return `${SCHEME} ${seconds}.${toHex(macOf(key, host, seconds))}`;
}

export function isOperatorToken(token: string, key: Uint8Array, { host, now }: Where): boolean {
  const [, time = "", mac = ""] = TOKEN.exec(token) ?? [];
  const seconds = Number(time);
  const given = fromHex(mac);
  if (given === undefined || time === "") return false;
  if (Math.abs(now.getTime() / 1000 - seconds) > GOOD_FOR_SECONDS) return false;
  // Compared as a whole: the place of the first difference must not show in the time.
  const expected = macOf(key, host, seconds);
  let difference = given.length ^ expected.length;
  for (const [i, byte] of expected.entries()) difference |= byte ^ (given[i] ?? 0);
  return difference === 0;
}

function macOf(key: Uint8Array, host: string, seconds: number): Uint8Array {
  return hmac(sha256, key, utf8(`doctor\n${host.toLowerCase()}\n${seconds}`));
}
