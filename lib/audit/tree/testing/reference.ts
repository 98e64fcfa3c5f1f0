/** The tree as RFC 9162 defines it, word for word and slow: what the fast code is compared with in tests. */
import type { Hasher } from "../../hash";

function split(size: number): number {
  return 2 ** (Math.ceil(Math.log2(size)) - 1);
}

/** MTH, section 2.1.1, over leaf hashes. */
export function referenceRoot(hasher: Hasher, leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return hasher.sha256(new Uint8Array(0));
  if (leaves.length === 1) return leaves[0] as Uint8Array;
  const k = split(leaves.length);
  return hasher.node(referenceRoot(hasher, leaves.slice(0, k)), referenceRoot(hasher, leaves.slice(k)));
}

/** PATH, section 2.1.3.1. */
export function referencePath(hasher: Hasher, index: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  if (leaves.length <= 1) return [];
  const k = split(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return index < k
    ? [...referencePath(hasher, index, left), referenceRoot(hasher, right)]
    : [...referencePath(hasher, index - k, right), referenceRoot(hasher, left)];
}

/** PROOF and SUBPROOF, section 2.1.4.1. */
export function referenceConsistency(
  hasher: Hasher,
  size1: number,
  leaves: readonly Uint8Array[],
  isOldRoot = true,
): Uint8Array[] {
  if (size1 === leaves.length) return isOldRoot ? [] : [referenceRoot(hasher, leaves)];
  const k = split(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return size1 <= k
    ? [...referenceConsistency(hasher, size1, left, isOldRoot), referenceRoot(hasher, right)]
    : [...referenceConsistency(hasher, size1 - k, right, false), referenceRoot(hasher, left)];
}
