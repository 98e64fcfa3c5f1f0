/**
 * Changes a copy of a log. Guarantees: what was given is not touched, and the copy differs from it in some byte, or
 * there is no copy. Throws an AuditFault for a log that is not good to begin with: what is changed then shows nothing.
 */
import type { Hasher } from "../hash";
import type { ChangeName } from "./changes";
import { forged, IN_CHECKPOINT } from "./in-checkpoint";
import { IN_RECORDS } from "./in-records";

export interface TamperedLog {
  readonly records: readonly Uint8Array[];
  /** The signed note of the checkpoint, if there is one. */
  readonly checkpoint?: Uint8Array;
}

export interface TamperOptions {
  readonly hasher: Hasher;
  /** Chooses a whole number from 0 to below the one given: where to make the change. */
  readonly pick: (below: number) => number;
  /** The records of another session, for `splice`. */
  readonly other?: readonly Uint8Array[];
}

/** Undefined where the log is too short for the change, or lacks what would be changed. */
export async function tamper(
  log: TamperedLog,
  change: ChangeName,
  { hasher, pick, other }: TamperOptions,
): Promise<TamperedLog | undefined> {
  const { records, checkpoint } = log;
  if (change in IN_RECORDS) {
    const changed = IN_RECORDS[change as keyof typeof IN_RECORDS](records, { hasher, pick, other });
    return changed && { ...log, records: changed };
  }
  if (checkpoint === undefined) return undefined;
  if (change === "checkpoint-drop") return { records };
  if (change === "forge") return forged(hasher, records, checkpoint);
  const note = IN_CHECKPOINT[change as keyof typeof IN_CHECKPOINT](checkpoint, pick);
  return { records, checkpoint: note };
}
