/**
 * Which subtrees a proof consists of, apart from where their hashes come from: a list of leaves in memory or tiles that
 * somebody else serves. Each hash of a proof is the root of a run of leaves, given as the perfect subtrees it is made of.
 */
import { AuditFault } from "../bytes";
import { coverOf, isSize, type NodeId, splitPoint } from "./arithmetic";

export type ProofPlan = readonly (readonly NodeId[])[];

/** RFC 9162, 2.1.3.1: the siblings on the way from the leaf to the root. */
export function planInclusion(index: number, size: number): ProofPlan {
  if (!isSize(index) || !isSize(size) || index >= size) {
    throw new AuditFault("BAD_TREE", `There is no leaf ${index} in a tree of ${size}.`);
  }
  const plan: NodeId[][] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitPoint(end - start);
    if (index < middle) {
      plan.push(coverOf(middle, end));
      end = middle;
    } else {
      plan.push(coverOf(start, middle));
      start = middle;
    }
  }
  return plan.reverse();
}

/** RFC 9162, 2.1.4.1. Empty for equal sizes; there is none from an empty tree. */
export function planConsistency(size1: number, size2: number): ProofPlan {
  if (!isSize(size1) || !isSize(size2) || size1 === 0 || size1 > size2) {
    throw new AuditFault("BAD_TREE", `There is no proof of consistency from ${size1} to ${size2} leaves.`);
  }
  const plan: NodeId[][] = [];
  let [start, end] = [0, size2];
  while (end !== size1) {
    const middle = start + splitPoint(end - start);
    if (size1 <= middle) {
      plan.push(coverOf(middle, end));
      end = middle;
    } else {
      plan.push(coverOf(start, middle));
      start = middle;
    }
  }
  // What is left is a part of the old tree. Whoever verifies knows it only when it is the whole of it.
  if (start > 0) plan.push(coverOf(start, end));
  return plan.reverse();
}
