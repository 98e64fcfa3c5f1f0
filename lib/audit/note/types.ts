/** The shapes that the parts of this folder share. */

/** Every reason for which a note, a key, a checkpoint, a proof or a policy is refused. */
export const NOTE_FAULTS = {
  MALFORMED: "The text is not of the form that the format demands.",
  TOO_LARGE: "The text is longer, or has more signatures, than is read here.",
  BAD_SIGNATURE: "A signature by a known key does not verify.",
  UNKNOWN_KEY: "No signature is by a key that is known here.",
  AMBIGUOUS_KEY: "Two known keys have the same name and the same id.",
  QUORUM: "Too few of the witnesses that the policy demands have cosigned.",
  WRONG_ORIGIN: "The checkpoint is of another log.",
} as const;
export type NoteFault = keyof typeof NOTE_FAULTS;

export type Refusal = { readonly ok: false; readonly fault: NoteFault; readonly why: string };
export type Read<T> = { readonly ok: true; readonly value: T } | Refusal;

export function refuse(fault: NoteFault, why: string = NOTE_FAULTS[fault]): Refusal {
  return { ok: false, fault, why };
}

/** The type byte of a key: what its signatures sign. */
export const SIGNATURE_TYPE = { ed25519: 0x01, cosignature: 0x04 } as const;
export type SignatureType = (typeof SIGNATURE_TYPE)[keyof typeof SIGNATURE_TYPE];

/** A verifier key, as a vkey spells it. */
export interface VerifierKey {
  readonly name: string;
  /** Eight lowercase hex digits. */
  readonly keyId: string;
  readonly type: SignatureType;
  /** 32 bytes, an Ed25519 key that passed the checks of `keys/`. */
  readonly publicKey: Uint8Array;
}

/** Signs the text of a note; what it gives is the payload behind the key id. */
export interface Signer {
  readonly name: string;
  readonly keyId: string;
  readonly type: SignatureType;
  sign(text: Uint8Array): Promise<Uint8Array>;
}

/** Judges the payload behind the key id. It answers false for everything that is wrong, and never throws. */
export interface Verifier {
  readonly name: string;
  readonly keyId: string;
  readonly type: SignatureType;
  verify(text: Uint8Array, payload: Uint8Array): Promise<boolean>;
}

/** One signature line. */
export interface NoteSignature {
  readonly name: string;
  readonly keyId: string;
  readonly payload: Uint8Array;
}

/** A note that was taken apart, but of which nothing was verified: its text must not be believed. */
export interface ParsedNote {
  /** Ends in LF. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface OpenedNote extends ParsedNote {
  /** The signatures by known keys; each of them verified, and there is at least one. */
  readonly verified: readonly NoteSignature[];
}

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
  /** Further lines. Our logs have none; only `readForeignCheckpoint` gives them. */
  readonly extensions?: readonly string[];
}

/** A statement by a witness: at that time it had seen this checkpoint, and nothing that contradicts it. */
export interface Cosignature {
  /** Seconds since 1970. */
  readonly time: number;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}

export interface TlogProof {
  readonly index: number;
  /** 32 bytes each, from the leaf's sibling up. */
  readonly hashes: readonly Uint8Array[];
  /** The note, verbatim. */
  readonly checkpoint: string;
  /** Whatever the maker added; no signature covers it. */
  readonly extra?: Uint8Array;
}
