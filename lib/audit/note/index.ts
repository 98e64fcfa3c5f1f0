/** Signed notes, checkpoints, cosignatures, proofs and policies, in the formats of the C2SP. */
export { readCheckpoint, readForeignCheckpoint, writeCheckpoint } from "./checkpoint";
export { cosignedMessage, readCosignature, writeCosignature } from "./cosignature";
export { readDecimal } from "./decimal";
export {
  formatPrivateKey,
  fromPkcs8,
  generateSeedKey,
  generateSessionKey,
  isGoodPublicKey,
  type KeyHandle,
  keyOfSeed,
  type NamedKey,
  parsePrivateKey,
  type SigningKey,
  toPkcs8,
} from "./keys";
export { isKeyName } from "./name";
export { type OpenedCheckpoint, openCheckpoint, type SeenBy } from "./open-checkpoint";
export {
  hasQuorum,
  MAX_POLICY_BYTES,
  MAX_POLICY_KEYS,
  meetsPolicy,
  NO_QUORUM,
  type PolicyGroup,
  type PolicyLog,
  type PolicyMet,
  type PolicyWitness,
  readPolicy,
  type TlogPolicy,
  writePolicy,
} from "./policy";
export {
  addSignatures,
  MAX_NOTE_BYTES,
  MAX_SIGNATURES,
  openNote,
  parseNote,
  signNote,
  verifyNote,
  writeNote,
} from "./signed-note";
export { cosigner, noteSigner, verifierOf } from "./signing";
export { readTlogProof, TLOG_PROOF_EXTENSION, TLOG_PROOF_HEADER, writeTlogProof } from "./tlog-proof";
export {
  type Checkpoint,
  type Cosignature,
  NOTE_FAULTS,
  type NoteFault,
  type NoteSignature,
  type OpenedNote,
  type ParsedNote,
  type Read,
  type Refusal,
  SIGNATURE_TYPE,
  type SignatureType,
  type Signer,
  type TlogProof,
  type Verifier,
  type VerifierKey,
} from "./types";
export { formatVkey, keyIdOf, makeVerifierKey, parseVkey } from "./vkey";
