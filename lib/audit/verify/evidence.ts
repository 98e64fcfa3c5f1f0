/**
 * The form of the evidence, before anything of it is believed: which checkpoints there are and at which sizes the
 * records have to be held against them. That must be known before the records are read, for they are read once.
 */
import { joinBytes, utf8 } from "../bytes";
import {
  type Checkpoint,
  type NoteFault,
  type ParsedNote,
  parseNote,
  type Read,
  readCheckpoint,
  readTlogProof,
  type TlogProof,
} from "../note";
import type { Evidence } from "./options";
import type { Fault, Place } from "./report";

export interface Claim {
  /** In the options' `checkpoints`. */
  readonly index: number;
  readonly note: ParsedNote;
  readonly checkpoint: Checkpoint;
}

export interface ProofClaim {
  readonly proof: TlogProof;
  readonly workspace: Omit<Claim, "index">;
}

export interface Claims {
  readonly checkpoints: readonly Claim[];
  readonly proof: ProofClaim | undefined;
  /** Any was given, well-formed or not. */
  readonly isAnyGiven: boolean;
  readonly faults: readonly Fault[];
}

const CODES = {
  MALFORMED: "PARSE",
  TOO_LARGE: "PARSE",
  BAD_SIGNATURE: "BAD_SIGNATURE",
  UNKNOWN_KEY: "UNKNOWN_KEY",
  AMBIGUOUS_KEY: "UNKNOWN_KEY",
  QUORUM: "UNKNOWN_KEY",
  WRONG_ORIGIN: "UNKNOWN_KEY",
} as const satisfies Record<NoteFault, Fault["code"]>;

export function toFault(
  { fault, why }: { readonly fault: NoteFault; readonly why: string },
  place: Place,
): Fault {
  return { code: CODES[fault], why, place };
}

export function readEvidence({ checkpoints = [], cosignatures, proof }: Evidence): Claims {
  const faults: Fault[] = [];
  const claims: Claim[] = [];
  for (const [index, bytes] of checkpoints.entries()) {
    const isLast = index === checkpoints.length - 1;
    const read = readClaim(isLast && cosignatures ? joinBytes([bytes, cosignatures]) : bytes);
    if (read.ok) claims.push({ index, ...read.value });
    else faults.push(toFault(read, { in: "checkpoint", index }));
  }
  const read = proof && readProof(proof);
  if (read?.ok === false) faults.push(toFault(read, { in: "proof" }));
  return {
    checkpoints: claims,
    proof: read?.ok ? read.value : undefined,
    isAnyGiven: checkpoints.length > 0,
    faults,
  };
}

function readClaim(bytes: Uint8Array): Read<Omit<Claim, "index">> {
  const note = parseNote(bytes);
  if (!note.ok) return note;
  const checkpoint = readCheckpoint(note.value.text);
  return checkpoint.ok ? { ok: true, value: { note: note.value, checkpoint: checkpoint.value } } : checkpoint;
}

function readProof(bytes: Uint8Array): Read<ProofClaim> {
  const proof = readTlogProof(bytes);
  if (!proof.ok) return proof;
  const workspace = readClaim(utf8(proof.value.checkpoint));
  return workspace.ok ? { ok: true, value: { proof: proof.value, workspace: workspace.value } } : workspace;
}
