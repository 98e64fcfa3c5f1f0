/** Signers and verifiers of notes, made from keys: the two types of signature that this project makes and accepts. */
import { AuditFault, fromUtf8 } from "../bytes";
import { readCheckpoint } from "./checkpoint";
import { COSIGNATURE_HEADER, cosignedMessage, readCosignature, writeCosignature } from "./cosignature";
import { ed25519Verifier, type SigningKey, signEd25519 } from "./keys/ed25519";
import { SIGNATURE_TYPE, type Signer, type Verifier, type VerifierKey } from "./types";
import { makeVerifierKey } from "./vkey";

export function verifierOf({ name, keyId, type, publicKey }: VerifierKey): Verifier {
  const check = ed25519Verifier(publicKey);
  return {
    name,
    keyId,
    type,
    async verify(text, payload) {
      if (type === SIGNATURE_TYPE.ed25519) return check(text, payload);
      const read = readCosignature(payload);
      return read.ok && (await check(cosignedMessage(text, read.value.time), read.value.signature));
    },
  };
}

/** Signs notes by type 0x01: the signature of a log. */
export function noteSigner(name: string, key: SigningKey): Signer & { readonly vkey: VerifierKey } {
  const vkey = makeVerifierKey(name, SIGNATURE_TYPE.ed25519, key.publicKey);
  return {
    name,
    keyId: vkey.keyId,
    type: vkey.type,
    vkey,
    async sign(text) {
      // Whoever can choose a text must not get a cosignature out of a key that signs notes.
      if (fromUtf8(text.subarray(0, COSIGNATURE_HEADER.length)) === COSIGNATURE_HEADER) {
        throw new AuditFault("BAD_NOTE", "The text of the note is one of a cosignature.");
      }
      return signEd25519(key, text);
    },
  };
}

/** Signs checkpoints by type 0x04, and nothing else. `now` gives whole seconds since 1970. */
export function cosigner(
  name: string,
  key: SigningKey,
  now: () => number,
): Signer & { readonly vkey: VerifierKey } {
  const vkey = makeVerifierKey(name, SIGNATURE_TYPE.cosignature, key.publicKey);
  return {
    name,
    keyId: vkey.keyId,
    type: vkey.type,
    vkey,
    async sign(text) {
      const checkpoint = readCheckpoint(fromUtf8(text) ?? "");
      if (!checkpoint.ok) throw new AuditFault("BAD_NOTE", "Only a checkpoint can be cosigned.");
      const time = now();
      return writeCosignature({ time, signature: await signEd25519(key, cosignedMessage(text, time)) });
    },
  };
}
