/** Ed25519 keys: one rule for what verifies, session keys that cannot be read, keys in files. */
export {
  ed25519Verifier,
  generateSeedKey,
  generateSessionKey,
  generateStoredKey,
  keyOfSeed,
  type SigningKey,
  signEd25519,
} from "./ed25519";
export { formatPrivateKey, fromPkcs8, type NamedKey, parsePrivateKey, toPkcs8 } from "./key-file";
export { isGoodPublicKey } from "./rule";
export type { KeyHandle } from "./web-crypto";
