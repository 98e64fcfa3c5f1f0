/** What every Hasher has to do, compared with the platform's own SHA-256. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toHex } from "../../../audit/bytes";
import type { Hasher } from "../../../audit/hash";

const numRuns = Number(process.env.PROPERTY_RUNS ?? 300);

function expected(...parts: readonly Uint8Array[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}
const patternOf = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 197 + length) % 256);

export function hasherCases(name: string, load: () => Hasher | Promise<Hasher>): void {
  describe(name, () => {
    it("hashes records of every length around those where padding changes, and long ones", async () => {
      const hasher = await load();
      const long = [1023, 1024, 1025, 16_384, 65_279, 65_280, 65_281, 65_344, 200_000];
      for (const length of [...Array(301).keys(), ...long]) {
        const bytes = patternOf(length);
        expect(toHex(hasher.sha256(bytes))).toBe(expected(bytes));
        expect(hasher.sha256Hex(bytes)).toBe(expected(bytes));
        const into = new Uint8Array(33);
        hasher.sha256Into(bytes, into);
        expect(toHex(into)).toBe(`${expected(bytes)}00`);
        expect(hasher.leafHex(bytes)).toBe(expected(Uint8Array.of(0), bytes));
        expect(toHex(hasher.leaf(bytes))).toBe(hasher.leafHex(bytes));
        hasher.leafInto(bytes, into);
        expect(toHex(into)).toBe(`${hasher.leafHex(bytes)}00`);
        const row = new Uint8Array(66);
        const digits = Buffer.alloc(130, "-");
        hasher.sha256Into(bytes, row, 1, new DataView(digits.buffer, digits.byteOffset + 1, 64));
        hasher.leafInto(bytes, row, 33, new DataView(digits.buffer, digits.byteOffset + 65, 64));
        expect(toHex(row)).toBe(`00${expected(bytes)}${hasher.leafHex(bytes)}00`);
        expect(digits.toString()).toBe(`-${expected(bytes)}${hasher.leafHex(bytes)}-`);
      }
    });

    it("hashes random bytes in random order", async () => {
      const hasher = await load();
      fc.assert(
        fc.property(fc.array(fc.uint8Array({ maxLength: 2000, size: "max" }), { maxLength: 4 }), (all) => {
          for (const bytes of all) expect(hasher.leafHex(bytes)).toBe(expected(Uint8Array.of(0), bytes));
        }),
        { numRuns },
      );
    });

    it("hashes nodes one by one and many at a time, also over the pairs themselves", async () => {
      const hasher = await load();
      for (const count of [...Array(40).keys(), 127, 128, 255, 256, 257, 600]) {
        const pairs = Uint8Array.from(
          { length: 64 * count },
          (_, i) => (i * 31 + (i >> 6) * 7 + count) % 256,
        );
        const half = (i: number) => pairs.slice(32 * i, 32 * (i + 1));
        const nodes = Array.from({ length: count }, (_, i) =>
          expected(Uint8Array.of(1), half(2 * i), half(2 * i + 1)),
        );
        for (const [i, node] of nodes.entries())
          expect(toHex(hasher.node(half(2 * i), half(2 * i + 1)))).toBe(node);
        const out = new Uint8Array(32 * count + 1).fill(0xee);
        hasher.nodes(pairs, count, out);
        expect(toHex(out)).toBe(`${nodes.join("")}ee`);
        hasher.nodes(pairs, count, pairs);
        expect(toHex(pairs.subarray(0, 32 * count))).toBe(nodes.join(""));
      }
    });

    it("hands out bytes that stay as they are", async () => {
      const hasher = await load();
      const first = hasher.sha256(patternOf(10));
      const node = hasher.node(first, first);
      const kept = [toHex(first), toHex(node)];
      hasher.sha256(patternOf(11));
      hasher.node(node, first);
      expect([toHex(first), toHex(node)]).toEqual(kept);
    });
  });
}
