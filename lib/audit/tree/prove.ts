/** Proofs from a list of leaf hashes, for logs that fit in memory: one pass over the leaves for each proof. */
import { AuditFault } from "../bytes";
import type { Hasher } from "../hash";
import type { NodeId } from "./arithmetic";
import { CompactRange, foldRight } from "./compact-range";
import { type ProofPlan, planConsistency, planInclusion } from "./plan";

/** The root of the first `size` leaves. */
export function rootOf(
  hasher: Hasher,
  leaves: readonly Uint8Array[],
  size: number = leaves.length,
): Uint8Array {
  return rangeOf(hasher, leaves, 0, size).root();
}

/** Proof that leaf `index` is in the tree of the first `size` leaves. */
export function proveInclusion(
  hasher: Hasher,
  leaves: readonly Uint8Array[],
  index: number,
  size: number,
): Uint8Array[] {
  return carryOut(hasher, leaves, planInclusion(index, size));
}

/** Proof that the tree of `size2` leaves extends the one of `size1`. */
export function proveConsistency(
  hasher: Hasher,
  leaves: readonly Uint8Array[],
  size1: number,
  size2: number,
): Uint8Array[] {
  return carryOut(hasher, leaves, planConsistency(size1, size2));
}

function carryOut(hasher: Hasher, leaves: readonly Uint8Array[], plan: ProofPlan): Uint8Array[] {
  const nodeAt = ({ level, index }: NodeId) =>
    rangeOf(hasher, leaves, index * 2 ** level, (index + 1) * 2 ** level).root();
  return plan.map((nodes) => foldRight(hasher, nodes.map(nodeAt)));
}

function rangeOf(hasher: Hasher, leaves: readonly Uint8Array[], start: number, end: number): CompactRange {
  if (end > leaves.length) {
    throw new AuditFault("BAD_TREE", `The tree has ${leaves.length} leaves, and ${end} are asked for.`);
  }
  const range = CompactRange.empty(hasher);
  for (let i = start; i < end; i++) range.append(leaves[i] as Uint8Array);
  return range;
}
