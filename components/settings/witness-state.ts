/** How far a witness has come, in words. Which of several things is said first: a failure, then how far it is behind. */
import type { LogState } from "@/lib/audit/sync/operate";
import { inWords } from "../audit/integrity";
import type { VerdictKind } from "../verdict/verdict";

export type Witness = LogState["witnesses"][number];

export interface WitnessState {
  readonly kind: VerdictKind;
  readonly word: string;
}

export function stateOf({ trouble, seenSize }: Witness, size: number): WitnessState {
  if (trouble !== null) return { kind: "error", word: "failed when it was last asked" };
  if (size === 0) return { kind: "approve", word: "nothing to sign yet" };
  if (seenSize >= size) return { kind: "allow", word: `has signed all ${inWords(size)} entries` };
  const behind = `has signed ${inWords(seenSize)} of ${inWords(size)} entries`;
  return { kind: "approve", word: seenSize === 0 ? "has signed nothing yet" : behind };
}

/** The one sentence over all of them. */
export function witnessedInWords({ size, quorum, witnessed, witnesses }: LogState): string {
  const all = witnesses.length;
  if (all === 0) return "Not witnessed: there is no witness.";
  if (size === 0) return "Nothing to witness yet: the log has no entry.";
  const asked = quorum === 0 ? "" : ` ${quorum} of them have to.`;
  if (witnessed === null) {
    return quorum === 0
      ? `Not witnessed: none of ${all} has signed yet.`
      : `Not witnessed: no checkpoint has the word of ${quorum} of ${all} yet.`;
  }
  const upTo =
    witnessed.size >= size
      ? `all ${inWords(size)} entries`
      : `the first ${inWords(witnessed.size)} of ${inWords(size)} entries`;
  return `Witnessed by ${witnessed.by} of ${all}, for ${upTo}.${asked}`;
}

/** What its operator calls it: the name in its key. */
export function nameOf(vkey: string): string {
  return vkey.split("+")[0] ?? vkey;
}
