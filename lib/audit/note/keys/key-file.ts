/**
 * Private keys as text and as PKCS #8. The text is that of Go's note package, `PRIVATE+KEY+<name>+<key id>+<base64>`
 * over the type byte and the seed, so that its tools can sign with our keys and we with theirs.
 *
 * Nothing here writes a file, and no refusal repeats what it refused: it could be a key.
 */
import { AuditFault, fromBase64, joinBytes, toBase64 } from "../../bytes";
import { isKeyName } from "../name";
import { type Read, refuse, SIGNATURE_TYPE, type SignatureType } from "../types";
import { keyIdOf } from "../vkey";
import { keyOfSeed, type SigningKey } from "./ed25519";
import { pkcs8OfSeed, SEED_BYTES, seedOfPkcs8 } from "./pkcs8";

const MARK = "PRIVATE+KEY+";
const MAX_KEY_CHARS = 1024;

export interface NamedKey {
  readonly name: string;
  readonly type: SignatureType;
  readonly keyId: string;
  readonly key: SigningKey;
}

function seedOf(key: SigningKey): Uint8Array {
  if (key.secret instanceof Uint8Array) return key.secret;
  throw new AuditFault("BAD_KEY", "The key cannot be read, and so it cannot be written.");
}

export function formatPrivateKey(name: string, type: SignatureType, key: SigningKey): string {
  if (!isKeyName(name)) throw new AuditFault("BAD_KEY", "The name cannot be one of a key.");
  const seed = seedOf(key);
  return `${MARK}${name}+${keyIdOf(name, type, key.publicKey)}+${toBase64(joinBytes([Uint8Array.of(type), seed]))}`;
}

const PRIVATE_KEY = /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+([0-9A-Za-z+/=]+)$/;

export function parsePrivateKey(text: string): Read<NamedKey> {
  const [, name = "", keyId = "", data = ""] =
    text.length > MAX_KEY_CHARS ? [] : (PRIVATE_KEY.exec(text) ?? []);
  const bytes = fromBase64(data);
  if (!isKeyName(name) || bytes?.length !== 1 + SEED_BYTES) {
    return refuse("MALFORMED", "This is no private key of a note.");
  }
  const type = Object.values(SIGNATURE_TYPE).find((known) => known === bytes[0]);
  if (type === undefined) return refuse("MALFORMED", "The key is of a kind that is not used here.");
  const key = keyOfSeed(bytes.subarray(1));
  if (keyIdOf(name, type, key.publicKey) !== keyId)
    return refuse("MALFORMED", "The id is not the one of this key.");
  return { ok: true, value: { name, type, keyId, key } };
}

export function toPkcs8(key: SigningKey): Uint8Array {
  return pkcs8OfSeed(seedOf(key));
}

export function fromPkcs8(bytes: Uint8Array): Read<SigningKey> {
  const seed = seedOfPkcs8(bytes);
  if (seed === undefined) return refuse("MALFORMED", "This is no Ed25519 key in PKCS #8.");
  return { ok: true, value: keyOfSeed(seed) };
}
