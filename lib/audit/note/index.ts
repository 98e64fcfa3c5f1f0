/** Signed notes, checkpoints, cosignatures, proofs and policies, in the formats of the C2SP. */
export {
  type Checkpoint,
  type Cosignature,
  NOTE_FAULTS,
  type NoteFault,
  type NoteSignature,
  type OpenedNote,
  type ParsedNote,
  type Read,
  SIGNATURE_TYPE,
  type SignatureType,
  type Signer,
  type TlogProof,
  type Verifier,
  type VerifierKey,
} from "./types";
