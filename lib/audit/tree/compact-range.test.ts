import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AuditFault, toHex, utf8 } from "../bytes";
import { loadWasmHasher } from "../hash";
import { CompactRange } from "./compact-range";
import { referenceRoot } from "./testing/reference";

const hasher = await loadWasmHasher();
const runs = Number(process.env.PROPERTY_RUNS ?? 100);
const leaves = Array.from({ length: 1100 }, (_, i) => hasher.leaf(utf8(`leaf ${i}`)));

function rangeOf(from: number, end: number): CompactRange {
  const range = CompactRange.empty(hasher);
  for (const leaf of leaves.slice(from, end)) range.append(leaf);
  return range;
}

describe("a compact range (RFC 9162, 2.1)", () => {
  test("has the root of the definition at every size", () => {
    const range = CompactRange.empty(hasher);
    for (let size = 0; size <= 300; size++) {
      expect(range.size).toBe(size);
      expect(toHex(range.root()), `size ${size}`).toBe(toHex(referenceRoot(hasher, leaves.slice(0, size))));
      range.append(leaves[size] as Uint8Array);
    }
  });

  test("has the same root when it is asked only once", () => {
    for (const size of [255, 256, 257, 511, 512, 513, 768, 1023, 1024, 1100]) {
      expect(toHex(rangeOf(0, size).root())).toBe(toHex(referenceRoot(hasher, leaves.slice(0, size))));
    }
  });

  test("goes on from its nodes, wherever it was cut, asked in between or not, by bytes or by links", {
    timeout: 600_000,
  }, () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.integer({ min: 0, max: 400 }), fc.constantFrom("ask", "resume", "links", "rows")),
          {
            maxLength: 6,
          },
        ),
        (pieces) => {
          let range = CompactRange.empty(hasher);
          for (const [count, way] of pieces) {
            const next = leaves.slice(range.size, range.size + count);
            for (const leaf of next) {
              if (way === "links") range.appendHex(toHex(leaf));
              else if (way === "rows") range.appendBy((row, at) => row.set(leaf, at));
              else range.append(leaf);
            }
            if (way === "ask") range.root();
            if (way === "resume") range = CompactRange.from(hasher, range.size, range.nodes());
          }
          expect(toHex(range.root())).toBe(toHex(referenceRoot(hasher, leaves.slice(0, range.size))));
          const ones = [...range.size.toString(2)].filter((bit) => bit === "1").length;
          expect(range.nodes()).toHaveLength(ones);
        },
      ),
      { numRuns: runs },
    );
  });

  test("takes a tree that another computed, where that is cut alike", () => {
    for (const [left, right] of [
      [0, 300],
      [256, 256],
      [256, 44],
      [512, 300],
      [3, 1],
      [4, 3],
      [300, 0],
    ] as const) {
      const whole = rangeOf(0, left);
      whole.merge(rangeOf(left, left + right));
      expect(toHex(whole.root())).toBe(toHex(referenceRoot(hasher, leaves.slice(0, left + right))));
      whole.append(leaves[left + right] as Uint8Array);
      expect(toHex(whole.root())).toBe(toHex(referenceRoot(hasher, leaves.slice(0, left + right + 1))));
    }
    for (const [left, right] of [
      [1, 2],
      [3, 300],
      [302, 5],
    ] as const) {
      expect(() => rangeOf(0, left).merge(rangeOf(left, left + right))).toThrow(AuditFault);
    }
  });

  test("hands out copies", () => {
    const range = rangeOf(0, 3);
    const root = toHex(range.root());
    for (const node of range.nodes()) node.fill(0);
    range.root().fill(0);
    expect(toHex(range.root())).toBe(root);
  });

  test("refuses what is no leaf, no link and no state", () => {
    const range = rangeOf(0, 3);
    const root = toHex(range.root());
    expect(() => range.append(new Uint8Array(31))).toThrow(AuditFault);
    for (const link of [
      "",
      "0".repeat(63),
      "0".repeat(65),
      "A".repeat(64),
      "é".repeat(64),
      `${"0".repeat(63)}g`,
    ]) {
      expect(() => range.appendHex(link)).toThrow(AuditFault);
    }
    expect(toHex(range.root())).toBe(root);
    const nodes = range.nodes();
    const bad: [number, Uint8Array[]][] = [
      [2, nodes],
      [3, nodes.slice(1)],
      [3, [...nodes, ...nodes]],
      [-1, []],
      [0.5, []],
      [2 ** 53, nodes.slice(1)],
      [Number.NaN, []],
      [1, [new Uint8Array(33)]],
    ];
    for (const [size, given] of bad) expect(() => CompactRange.from(hasher, size, given)).toThrow(AuditFault);
  });

  test("counts beyond 32 bits", () => {
    const size = 2 ** 40 + 2 ** 33;
    const [a, b, c] = leaves.slice(0, 3) as [Uint8Array, Uint8Array, Uint8Array];
    const range = CompactRange.from(hasher, size, [a, b]);
    range.append(c);
    expect(range.size).toBe(size + 1);
    expect(toHex(range.root())).toBe(toHex(hasher.node(a, hasher.node(b, c))));
  });
});
