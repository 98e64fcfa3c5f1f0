/** PKCS #8 of an Ed25519 key (RFC 8410), in the one form that is written here: without the public key and attributes. */
import { equalBytes, fromHex, joinBytes } from "../../bytes";

export const SEED_BYTES = 32;
/** Version 0, the algorithm 1.3.101.112, and an octet string in an octet string. */
const HEAD = fromHex("302e020100300506032b657004220420") as Uint8Array;

export function pkcs8OfSeed(seed: Uint8Array): Uint8Array {
  return joinBytes([HEAD, seed]);
}

/** Undefined for every other form, also for one that others would take. */
export function seedOfPkcs8(bytes: Uint8Array): Uint8Array | undefined {
  const fits = bytes.length === HEAD.length + SEED_BYTES && equalBytes(bytes.subarray(0, HEAD.length), HEAD);
  return fits ? bytes.slice(HEAD.length) : undefined;
}
