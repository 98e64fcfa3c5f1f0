/**
 * Ed25519: make keys, sign, verify. By WebCrypto where there is one that keeps to the rule, else in JavaScript, with
 * the same verdicts and, because Ed25519 is deterministic, the same signatures to the byte.
 *
 * A key of WebCrypto cannot be read by anybody, which is what a session key should be like. The one in JavaScript
 * lies in the memory of the page: it says `extractable: true`, and the log records that.
 */
import { ed25519 } from "@noble/curves/ed25519.js";
import { AuditFault } from "../../bytes";
import { pkcs8OfSeed, SEED_BYTES, seedOfPkcs8 } from "./pkcs8";
import { holdsEquation, isGoodPublicKey, isGoodSignatureForm } from "./rule";
import { type KeyHandle, platformEd25519, type Subtle } from "./web-crypto";

/** Can be stored as it is by everything that clones structures, such as IndexedDB. */
export interface SigningKey {
  readonly publicKey: Uint8Array;
  /** Whether somebody who runs code beside this one can read the private key. */
  readonly extractable: boolean;
  /** A handle of WebCrypto, or the seed itself. */
  readonly secret: KeyHandle | Uint8Array;
}

/** A new key that never leaves the platform, where that can be had. */
export async function generateSessionKey(subtle?: Subtle): Promise<SigningKey> {
  const platform = subtle ?? (await platformEd25519());
  if (platform === undefined) return generateSeedKey();
  const pair = await platform.generateKey("Ed25519", false, ["sign", "verify"]);
  const publicKey = new Uint8Array(await platform.exportKey("raw", pair.publicKey));
  return { publicKey, extractable: false, secret: pair.privateKey };
}

/** A new key that can be written to a file: for servers, and for programs that go on after they were ended. */
export function generateSeedKey(): SigningKey {
  return keyOfSeed(crypto.getRandomValues(new Uint8Array(SEED_BYTES)));
}

/**
 * The same by the platform, where it has Ed25519: the curve in JavaScript takes a third of a command's start for its
 * first key. What is kept is the seed all the same.
 */
export async function generateStoredKey(subtle?: Subtle): Promise<SigningKey> {
  const platform = subtle ?? (await platformEd25519());
  if (platform === undefined) return generateSeedKey();
  const pair = await platform.generateKey("Ed25519", true, ["sign", "verify"]);
  const publicKey = new Uint8Array(await platform.exportKey("raw", pair.publicKey));
  const written = new Uint8Array(await platform.exportKey("pkcs8", pair.privateKey));
  // Some platforms write more than the seed; what is not known to the byte is not cut up.
  const seed = seedOfPkcs8(written);
  return seed === undefined ? generateSeedKey() : { publicKey, extractable: true, secret: seed };
}

export function keyOfSeed(seed: Uint8Array): SigningKey {
  if (seed.length !== SEED_BYTES) throw new AuditFault("BAD_KEY", "The seed of a key has 32 bytes.");
  return { publicKey: ed25519.getPublicKey(seed), extractable: true, secret: seed.slice() };
}

export async function signEd25519(
  { secret }: SigningKey,
  message: Uint8Array,
  platformOf: () => Promise<Subtle | undefined> = platformEd25519,
): Promise<Uint8Array> {
  const platform = await platformOf();
  if (!(secret instanceof Uint8Array)) {
    if (platform === undefined)
      throw new AuditFault("BAD_KEY", "The key is a handle of WebCrypto, which is not here.");
    return new Uint8Array(await platform.sign("Ed25519", secret, message));
  }
  if (platform === undefined) return ed25519.sign(message, secret);
  const handle = await platform.importKey("pkcs8", pkcs8OfSeed(secret), "Ed25519", false, ["sign"]);
  return new Uint8Array(await platform.sign("Ed25519", handle, message));
}

/** Judges signatures by one key. Never throws; a key that the rule refuses verifies nothing. */
export function ed25519Verifier(
  publicKey: Uint8Array,
  platformOf: () => Promise<Subtle | undefined> = platformEd25519,
): (message: Uint8Array, signature: Uint8Array) => Promise<boolean> {
  const key = publicKey.slice();
  let isGood: boolean | undefined;
  let imported: Promise<KeyHandle> | undefined;
  return async (message, signature) => {
    if (!isGoodSignatureForm(signature)) return false;
    isGood ??= isGoodPublicKey(key);
    if (!isGood) return false;
    const platform = await platformOf();
    if (platform === undefined) return holdsEquation(key, message, signature);
    try {
      imported ??= platform.importKey("raw", key, "Ed25519", true, ["verify"]);
      return await platform.verify("Ed25519", await imported, signature, message);
    } catch {
      return holdsEquation(key, message, signature); // the platform gave up, which is no verdict
    }
  };
}
