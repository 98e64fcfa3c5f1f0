/**
 * Proofs of inclusion (RFC 9162, 2.1.3.2) and of consistency (2.1.4.2), verified as the RFC says, on whatever was sent:
 * nothing here throws, and nothing is computed that grows with more than the length of the proof.
 *
 * Stricter than the RFC in one point: a consistency proof from size 0 is refused before anything else is looked at.
 * Every tree extends the empty one, so it would prove nothing, and a caller that took a missing old checkpoint for
 * size 0 would accept any log. Everything that is hashed has exactly 32 bytes: a longer hash could hide a second node.
 */
import { equalBytes } from "../bytes";
import { HASH_BYTES, type Hasher } from "../hash";
import { half, isOdd, isSize } from "./arithmetic";

export const PROOF_FAULTS = {
  SIZE: "The sizes or the index are not ones that a proof can be about.",
  HASH_LENGTH: "A hash does not have 32 bytes.",
  PROOF_LENGTH: "The proof has too many or too few hashes for these sizes.",
  ROOT: "The proof leads to another root.",
} as const;
export type ProofFault = keyof typeof PROOF_FAULTS;

export type ProofResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly fault: ProofFault; readonly why: string };

function fail(fault: ProofFault, why: string = PROOF_FAULTS[fault]): ProofResult {
  return { ok: false, fault, why };
}

function areHashes(hashes: readonly Uint8Array[]): boolean {
  return hashes.every((hash) => hash.length === HASH_BYTES);
}

/** That the leaf hash `leaf` stands at `index` in the tree of `size` leaves with this root. */
export function verifyInclusion(
  hasher: Hasher,
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): ProofResult {
  if (!isSize(index) || !isSize(size) || index >= size) return fail("SIZE");
  if (!areHashes([leaf, root, ...proof])) return fail("HASH_LENGTH");
  let [at, last] = [index, size - 1];
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return fail("PROOF_LENGTH");
    if (isOdd(at) || at === last) {
      hash = hasher.node(sibling, hash);
      // On the right edge: the levels at which there is no sibling are passed over.
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      hash = hasher.node(hash, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  if (last !== 0) return fail("PROOF_LENGTH");
  return equalBytes(hash, root) ? { ok: true } : fail("ROOT");
}

/** That the tree of `size2` leaves begins with the `size1` leaves of the other: nothing was changed, only added. */
export function verifyConsistency(
  hasher: Hasher,
  size1: number,
  size2: number,
  proof: readonly Uint8Array[],
  root1: Uint8Array,
  root2: Uint8Array,
): ProofResult {
  if (!isSize(size1) || !isSize(size2)) return fail("SIZE");
  if (size1 === 0) return fail("SIZE", "A proof from an empty tree proves nothing.");
  if (size1 > size2) return fail("SIZE", "The older tree is the larger one.");
  if (size1 === size2) {
    // Nothing is hashed, so nothing is measured: the two are the same bytes or not.
    if (proof.length > 0) return fail("PROOF_LENGTH");
    return equalBytes(root1, root2) ? { ok: true } : fail("ROOT");
  }
  if (!areHashes([root1, root2, ...proof])) return fail("HASH_LENGTH");
  return climb(hasher, size1, size2, proof, root1, root2);
}

/** Both roots are computed from the same hashes: those left of the old edge count for both, the others for the new. */
function climb(
  hasher: Hasher,
  size1: number,
  size2: number,
  proof: readonly Uint8Array[],
  root1: Uint8Array,
  root2: Uint8Array,
): ProofResult {
  let [at, last] = [size1 - 1, size2 - 1];
  while (isOdd(at)) [at, last] = [half(at), half(last)];
  // An old tree that is perfect is itself the first hash, which is therefore not sent.
  const [first, ...rest] = at === 0 ? [root1, ...proof] : proof;
  if (first === undefined) return fail("PROOF_LENGTH");
  let older = first;
  let newer = first;
  for (const hash of rest) {
    if (last === 0) return fail("PROOF_LENGTH");
    if (isOdd(at) || at === last) {
      older = hasher.node(hash, older);
      newer = hasher.node(hash, newer);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      newer = hasher.node(newer, hash);
    }
    [at, last] = [half(at), half(last)];
  }
  if (last !== 0) return fail("PROOF_LENGTH");
  return equalBytes(older, root1) && equalBytes(newer, root2) ? { ok: true } : fail("ROOT");
}
