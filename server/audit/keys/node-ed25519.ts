import "server-only";
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { SIGNATURE_TYPE, type SigningKey, toPkcs8, type Verifier, type VerifierKey } from "@/lib/audit/note";
import { ed25519Verifier } from "@/lib/audit/note/keys";
import type { Subtle } from "@/lib/audit/note/keys/web-crypto";

/*
 * Ed25519 by OpenSSL, at once. WebCrypto hands each signature to another thread and waits for it, which takes longer
 * than the signature. Which keys and signatures are good is asked of the rule in `lib/audit/note/keys` all the same.
 */

/** A private key as this process holds it: a handle, of which no variable of ours has the bytes. */
export function signerOf(key: SigningKey): (message: Uint8Array) => Uint8Array {
  const der = Buffer.from(toPkcs8(key));
  const handle = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  der.fill(0);
  return (message) => new Uint8Array(sign(null, message, handle));
}

/** For notes that a log signs, which is what sessions send. */
export function noteVerifier({ name, keyId, type, publicKey }: VerifierKey): Verifier {
  const check = ed25519Verifier(publicKey, async () => PLATFORM);
  return {
    name,
    keyId,
    type,
    verify: async (text, payload) => type === SIGNATURE_TYPE.ed25519 && check(text, payload),
  };
}

class PublicKey {
  readonly type = "public";
  readonly extractable = true;
  readonly object: KeyObject;

  constructor(bytes: Uint8Array) {
    const x = Buffer.from(bytes).toString("base64url");
    this.object = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  }
}

const onlyVerifies = () => Promise.reject(new Error("this only verifies"));
const PLATFORM: Subtle = {
  generateKey: onlyVerifies,
  exportKey: onlyVerifies,
  sign: onlyVerifies,
  importKey: async (_, bytes) => new PublicKey(bytes),
  verify: async (_, key, signature, message) => verify(null, message, (key as PublicKey).object, signature),
};
