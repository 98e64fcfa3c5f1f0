/**
 * Verifier keys as text: `<name>+<key id>+<base64 of type and key>`. The id is recomputed, so that a key cannot be
 * swapped under the id that somebody compared by eye; and the key itself must not be of small order, because such a key
 * verifies signatures that nobody made. What else the rule demands of it is asked before it first verifies.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { AuditFault, fromBase64, joinBytes, toBase64, toHex, utf8 } from "../bytes";
import { isGoodPublicKey, isKeyEncoding, PUBLIC_KEY_BYTES } from "./keys/rule";
import { isKeyName } from "./name";
import { type Read, refuse, SIGNATURE_TYPE, type SignatureType, type VerifierKey } from "./types";

const KEY_ID_BYTES = 4;
const MAX_VKEY_CHARS = 1024;
// The name has no plus, but base64 may.
const VKEY = /^([^+]+)\+([0-9a-f]{8})\+([0-9A-Za-z+/=]+)$/;

/** SHA-256(name || LF || type || key), its first four bytes in hex. */
export function keyIdOf(name: string, type: SignatureType, publicKey: Uint8Array): string {
  const hash = sha256(joinBytes([utf8(`${name}\n`), Uint8Array.of(type), publicKey]));
  return toHex(hash.subarray(0, KEY_ID_BYTES));
}

/** Throws for a name or a key that no vkey can have. */
export function makeVerifierKey(name: string, type: SignatureType, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw new AuditFault("BAD_KEY", "The name cannot be one of a key.");
  if (!isGoodPublicKey(publicKey)) throw new AuditFault("BAD_KEY");
  return { name, keyId: keyIdOf(name, type, publicKey), type, publicKey: publicKey.slice() };
}

export function formatVkey({ name, keyId, type, publicKey }: VerifierKey): string {
  return `${name}+${keyId}+${toBase64(joinBytes([Uint8Array.of(type), publicKey]))}`;
}

export function parseVkey(text: string): Read<VerifierKey> {
  const [, name = "", keyId = "", data = ""] = text.length > MAX_VKEY_CHARS ? [] : (VKEY.exec(text) ?? []);
  const bytes = fromBase64(data);
  if (!isKeyName(name) || bytes === undefined || bytes.length === 0) {
    return refuse(
      "MALFORMED",
      "This is no vkey: it is a name, eight hex digits and base64, joined by plus signs.",
    );
  }
  const type = Object.values(SIGNATURE_TYPE).find((known) => known === bytes[0]);
  if (type === undefined || bytes.length !== 1 + PUBLIC_KEY_BYTES) {
    return refuse("MALFORMED", "The vkey is not an Ed25519 key for notes or for cosignatures.");
  }
  const publicKey = bytes.slice(1);
  if (keyIdOf(name, type, publicKey) !== keyId) {
    return refuse("MALFORMED", "The id in the vkey is not the one of its key.");
  }
  if (!isKeyEncoding(publicKey))
    return refuse("MALFORMED", "The key in the vkey is not one that can verify.");
  return { ok: true, value: { name, keyId, type, publicKey } };
}
