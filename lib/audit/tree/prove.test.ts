import fc from "fast-check";
import { expect, test } from "vitest";
import { AuditFault, toHex, utf8 } from "../bytes";
import { loadWasmHasher } from "../hash";
import { proveConsistency, proveInclusion, rootOf } from "./prove";
import { referenceConsistency, referencePath, referenceRoot } from "./testing/reference";
import { verifyConsistency, verifyInclusion } from "./verify";

const hasher = await loadWasmHasher();
const LARGEST = 300;
/** Asked for long runs, every pair and triple up to 300 is tried; else all up to 40 and a sample of the others. */
const long = process.env.PROPERTY_RUNS !== undefined;
const runs = Number(process.env.PROPERTY_RUNS ?? 300);
const leaves = Array.from({ length: LARGEST }, (_, i) => hasher.leaf(utf8(`leaf ${i}`)));
const roots = Array.from({ length: LARGEST + 1 }, (_, size) => rootOf(hasher, leaves, size));
const allUpTo = long ? LARGEST : 40;

function checkInclusion(index: number, size: number): void {
  const proof = proveInclusion(hasher, leaves, index, size);
  const [leaf, root] = [leaves[index] as Uint8Array, roots[size] as Uint8Array];
  const result = verifyInclusion(hasher, leaf, index, size, proof, root);
  if (!result.ok) expect.fail(`index ${index} of ${size}: ${result.why}`);
}

function checkConsistency(size1: number, size2: number): void {
  const proof = proveConsistency(hasher, leaves, size1, size2);
  const [root1, root2] = [roots[size1] as Uint8Array, roots[size2] as Uint8Array];
  const result = verifyConsistency(hasher, size1, size2, proof, root1, root2);
  if (!result.ok) expect.fail(`from ${size1} to ${size2}: ${result.why}`);
}

test("every leaf of every tree is proved", { timeout: 600_000 }, () => {
  for (let size = 1; size <= allUpTo; size++) for (let i = 0; i < size; i++) checkInclusion(i, size);
});

test("every tree is proved to extend every smaller one", { timeout: 600_000 }, () => {
  for (let size2 = 1; size2 <= allUpTo; size2++) {
    for (let size1 = 1; size1 <= size2; size1++) checkConsistency(size1, size2);
  }
});

const shapes = fc
  .integer({ min: 1, max: LARGEST })
  .chain((size) => fc.record({ size: fc.constant(size), other: fc.integer({ min: 1, max: size }) }));

test("proofs are those of the RFC's own definition", () => {
  fc.assert(
    fc.property(shapes, ({ size, other }) => {
      const tree = leaves.slice(0, size);
      expect(toHex(roots[size] as Uint8Array)).toBe(toHex(referenceRoot(hasher, tree)));
      checkInclusion(other - 1, size);
      checkConsistency(other, size);
      expect(proveInclusion(hasher, leaves, other - 1, size).map(toHex)).toEqual(
        referencePath(hasher, other - 1, tree).map(toHex),
      );
      expect(proveConsistency(hasher, leaves, other, size).map(toHex)).toEqual(
        referenceConsistency(hasher, other, tree).map(toHex),
      );
    }),
    { numRuns: Math.min(runs, 3000) },
  );
}, 600_000);

test("there is no proof about a tree that is not there", () => {
  for (const [index, size] of [
    [0, 0],
    [3, 3],
    [-1, 3],
    [0.5, 3],
    [0, 301],
    [0, Number.NaN],
    [0, 2 ** 53],
  ] as const) {
    expect(() => proveInclusion(hasher, leaves, index, size)).toThrow(AuditFault);
  }
  for (const [size1, size2] of [
    [0, 0],
    [0, 3],
    [4, 3],
    [1, 301],
    [1.5, 3],
    [1, Number.POSITIVE_INFINITY],
  ] as const) {
    expect(() => proveConsistency(hasher, leaves, size1, size2)).toThrow(AuditFault);
  }
  expect(proveConsistency(hasher, leaves, 7, 7)).toEqual([]);
});
