/**
 * What each checkpoint is worth: who signed it, who vouches for those who signed, and whether the records are what it
 * says. In this order, because what nobody known vouches for contradicts nothing: it could be anybody's.
 */
import { equalBytes } from "../bytes";
import { verifyNote } from "../note";
import type { Anchor } from "./anchor";
import { type Claim, toFault } from "./evidence";
import type { Keyring } from "./keyring";
import { sessionOrigin } from "./origin";
import type { RecordChecker } from "./records";
import type { Fault, SignedBy, VouchedBy } from "./report";

export interface JudgedCheckpoint {
  readonly claim: Claim;
  readonly host: string;
  readonly vouchedBy: Exclude<VouchedBy, "nobody">;
  /** The log of the session itself signed, by whichever key. */
  readonly isSigned: boolean;
  readonly cosigned: readonly SignedBy[];
  readonly isAnchored: boolean;
  /** Undefined where the records end before it. */
  readonly agrees: boolean | undefined;
}

export type CheckpointResult =
  | { readonly ok: true; readonly judged: JudgedCheckpoint }
  | { readonly ok: false; readonly fault: Fault };

export interface Surroundings {
  readonly keyring: Keyring;
  readonly records: RecordChecker;
  readonly anchor: Anchor | undefined;
}

export async function judgeCheckpoint(claim: Claim, around: Surroundings): Promise<CheckpointResult> {
  const { keyring, records, anchor } = around;
  const { note, checkpoint } = claim;
  const opened = await verifyNote(note, keyring.verifiers);
  if (!opened.ok && opened.fault === "BAD_SIGNATURE")
    return { ok: false, fault: toFault(opened, { in: "checkpoint", index: claim.index }) };
  const origin = sessionOrigin(checkpoint.origin);
  const { sid } = records;
  if (origin === undefined || (sid !== undefined && origin.sid !== sid))
    return refuse(claim, "FOREIGN_SESSION", "The checkpoint is of another log than these records.");
  if (!opened.ok) return { ok: false, fault: toFault(opened, { in: "checkpoint", index: claim.index }) };
  const { verified } = opened.value;
  const signature = keyring.logSignature(verified, checkpoint.origin);
  const cosigned = keyring.cosignedBy(verified);
  const isAnchored = anchor?.claim.note.text === note.text;
  const vouchedBy =
    signature === "known"
      ? "caller"
      : cosigned.length > 0
        ? "cosigner"
        : isAnchored
          ? "workspace"
          : undefined;
  if (vouchedBy === undefined)
    return refuse(
      claim,
      "UNKNOWN_KEY",
      "The checkpoint is signed by no key that is known from outside of the log.",
    );
  const root = records.rootAt(checkpoint.size);
  const agrees = root && equalBytes(root, checkpoint.root);
  const isSigned = signature !== "none";
  return {
    ok: true,
    judged: { claim, host: origin.host, vouchedBy, isSigned, cosigned, isAnchored, agrees },
  };
}

function refuse({ index }: Claim, code: Fault["code"], why: string): CheckpointResult {
  return { ok: false, fault: { code, why, place: { in: "checkpoint", index } } };
}
