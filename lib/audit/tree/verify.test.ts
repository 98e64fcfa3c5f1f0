import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { joinBytes, toHex, utf8 } from "../bytes";
import { loadWasmHasher } from "../hash";
import { proveConsistency, proveInclusion, rootOf } from "./prove";
import { verifyConsistency, verifyInclusion } from "./verify";

const hasher = await loadWasmHasher();
const runs = Number(process.env.PROPERTY_RUNS ?? 200);
const leaves = Array.from({ length: 300 }, (_, i) => hasher.leaf(utf8(`leaf ${i}`)));
const root = (size: number) => rootOf(hasher, leaves, size);
const at = (index: number) => leaves[index] as Uint8Array;

function flipped(hash: Uint8Array, bit: number): Uint8Array {
  const copy = hash.slice();
  copy[(bit >> 3) % 32] = (copy[(bit >> 3) % 32] as number) ^ (1 << (bit & 7));
  return copy;
}

/** Every way to spoil a list of hashes that leaves nothing of what it proved. */
function spoiled(proof: readonly Uint8Array[], where: number, bit: number): Uint8Array[][] {
  const place = proof.length === 0 ? 0 : where % proof.length;
  const extra = leaves[where % leaves.length] as Uint8Array;
  const ways = [
    [...proof, extra],
    [extra, ...proof],
    [...proof.slice(0, place), extra, ...proof.slice(place)],
  ];
  if (proof.length === 0) return ways;
  const one = proof[place] as Uint8Array;
  ways.push(proof.slice(1), proof.slice(0, -1), [], proof.toSpliced(place, 1), [...proof, ...proof]);
  ways.push(proof.with(place, flipped(one, bit)), proof.with(place, one.slice(0, 31)));
  ways.push(proof.with(place, joinBytes([one, Uint8Array.of(0)])), proof.with(place, new Uint8Array(0)));
  if (proof.length > 1) {
    const next = (place + 1) % proof.length;
    ways.push(proof.with(place, proof[next] as Uint8Array).with(next, one), proof.toReversed());
    // Two hashes sent as one of 64 bytes: a node's input in the place of a node.
    ways.push([joinBytes([proof[0] as Uint8Array, proof[1] as Uint8Array]), ...proof.slice(2)]);
  }
  return ways.filter((way) => way.map(toHex).join() !== proof.map(toHex).join());
}

const cases = fc.integer({ min: 1, max: 300 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    other: fc.integer({ min: 1, max: size }),
    where: fc.nat(1000),
    bit: fc.nat(255),
  }),
);

describe("inclusion (RFC 9162, 2.1.3.2)", () => {
  test("a spoiled proof, leaf, index or root is refused", { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(cases, ({ size, other, where, bit }) => {
        const index = other - 1;
        const proof = proveInclusion(hasher, leaves, index, size);
        const verify = (leaf: Uint8Array, i: number, hashes: Uint8Array[], r: Uint8Array) =>
          verifyInclusion(hasher, leaf, i, size, hashes, r).ok;
        expect(verify(at(index), index, proof, root(size))).toBe(true);
        for (const way of spoiled(proof, where, bit))
          expect(verify(at(index), index, way, root(size))).toBe(false);
        expect(verify(flipped(at(index), bit), index, proof, root(size))).toBe(false);
        expect(verify(at(index), index, proof, flipped(root(size), bit))).toBe(false);
        for (const i of [index - 1, index + 1, size - 1 - index, size]) {
          if (i !== index) expect(verify(at(index), i, proof, root(size)), `${i} for ${index}`).toBe(false);
        }
      }),
      { numRuns: Math.min(runs, 20_000) },
    );
  });

  test("what no proof can be about is refused before it is computed", () => {
    const one = at(0);
    for (const [index, size] of [
      [0, 0],
      [1, 1],
      [-1, 1],
      [0, -1],
      [0.5, 1],
      [Number.NaN, 1],
      [0, 2 ** 53],
    ] as const) {
      expect(verifyInclusion(hasher, one, index, size, [], one)).toMatchObject({ fault: "SIZE" });
    }
    expect(verifyInclusion(hasher, one.slice(1), 0, 1, [], one)).toMatchObject({ fault: "HASH_LENGTH" });
    expect(verifyInclusion(hasher, one, 0, 1, [], one.slice(1))).toMatchObject({ fault: "HASH_LENGTH" });
    expect(verifyInclusion(hasher, one, 0, 1, Array(100_000).fill(one), one)).toMatchObject({
      fault: "PROOF_LENGTH",
    });
    expect(verifyInclusion(hasher, one, 0, 2 ** 53 - 1, [], one)).toMatchObject({ fault: "PROOF_LENGTH" });
  });

  test("an inner node is not taken for a leaf of a smaller tree's shape", () => {
    const node = hasher.node(at(0), at(1));
    const proof = [hasher.node(at(2), at(3))];
    // It does verify in a tree of two leaves, as it must: that size is not the one that was signed.
    expect(verifyInclusion(hasher, node, 0, 2, proof, root(4)).ok).toBe(true);
    for (let index = 0; index < 4; index++) {
      expect(verifyInclusion(hasher, node, index, 4, proof, root(4))).toMatchObject({
        fault: "PROOF_LENGTH",
      });
    }
    expect(toHex(hasher.leaf(joinBytes([at(0), at(1)])))).not.toBe(toHex(node));
  });
});

describe("consistency (RFC 9162, 2.1.4.2)", () => {
  test("a spoiled proof or root is refused, and so are roots the wrong way round", {
    timeout: 600_000,
  }, () => {
    fc.assert(
      fc.property(cases, ({ size, other, where, bit }) => {
        const proof = proveConsistency(hasher, leaves, other, size);
        const verify = (
          hashes: Uint8Array[],
          root1: Uint8Array,
          root2: Uint8Array,
          size1 = other,
          size2 = size,
        ) => verifyConsistency(hasher, size1, size2, hashes, root1, root2).ok;
        expect(verify(proof, root(other), root(size))).toBe(true);
        for (const way of spoiled(proof, where, bit))
          expect(verify(way, root(other), root(size))).toBe(false);
        expect(verify(proof, flipped(root(other), bit), root(size))).toBe(false);
        expect(verify(proof, root(other), flipped(root(size), bit))).toBe(false);
        if (other === size) return;
        expect(verify(proof, root(size), root(other))).toBe(false);
        expect(verify(proof, root(size), root(other), size, other)).toBe(false);
        expect(verify([], root(other), root(size))).toBe(false);
      }),
      { numRuns: Math.min(runs, 20_000) },
    );
  });

  test("size 0 proves nothing, not even that nothing is nothing", () => {
    const empty = root(0);
    for (const [size1, size2] of [
      [0, 0],
      [0, 5],
    ] as const) {
      expect(verifyConsistency(hasher, size1, size2, [], empty, root(size2))).toMatchObject({
        fault: "SIZE",
      });
    }
  });

  test("what no proof can be about is refused", () => {
    const one = at(0);
    for (const [size1, size2] of [
      [2, 1],
      [-1, 1],
      [1.5, 2],
      [1, Number.NaN],
      [1, 2 ** 53],
    ] as const) {
      expect(verifyConsistency(hasher, size1, size2, [], one, one)).toMatchObject({ fault: "SIZE" });
    }
    expect(verifyConsistency(hasher, 3, 3, [], one, at(1))).toMatchObject({ fault: "ROOT" });
    expect(verifyConsistency(hasher, 3, 3, [one], one, one)).toMatchObject({ fault: "PROOF_LENGTH" });
    expect(verifyConsistency(hasher, 3, 4, [], one, one)).toMatchObject({ fault: "PROOF_LENGTH" });
    expect(verifyConsistency(hasher, 1, 2, [one], one.slice(1), one)).toMatchObject({ fault: "HASH_LENGTH" });
    expect(verifyConsistency(hasher, 1, 2, [one.slice(1)], one, one)).toMatchObject({ fault: "HASH_LENGTH" });
  });
});
