import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Blocks } from "./blocks";

const KIB = 1024;

function blocksOf(records: readonly Uint8Array[]): Blocks {
  const blocks = new Blocks();
  for (const record of records) blocks.push(record);
  return blocks;
}

const joined = (pieces: Iterable<Uint8Array>) => Buffer.concat([...pieces]);
const asLines = (records: readonly Uint8Array[]) =>
  Buffer.concat(records.flatMap((record) => [record, Uint8Array.of(0x0a)]));
/** Some fill a block to the byte, some are larger than any. */
const record = fc.oneof(
  fc
    .uint8Array({ minLength: 1, maxLength: 40 })
    .map((bytes) => bytes.map((byte) => (byte === 0x0a ? 0 : byte))),
  fc
    .constantFrom(32 * KIB - 1, 64 * KIB - 1, 64 * KIB, 130 * KIB)
    .map((length) => new Uint8Array(length).fill(length % 251)),
);

describe("records in blocks", () => {
  it("give back each record, and the lines of any of them behind one another", () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 30 }), fc.nat(30), fc.nat(30), (records, one, other) => {
        const blocks = blocksOf(records);
        const [from, end] = [Math.min(one, other), Math.max(one, other)];
        expect(blocks.size).toBe(records.length);
        for (const [seq, bytes] of records.entries())
          expect(Buffer.compare(blocks.at(seq) ?? Buffer.of(), bytes)).toBe(0);
        expect(joined(blocks.lines(from, end)).equals(asLines(records.slice(from, end)))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("keep what was pushed, whatever becomes of the bytes that it was pushed from", () => {
    const bytes = Uint8Array.of(1, 2, 3);
    const blocks = blocksOf([bytes]);
    bytes.fill(9);
    expect(blocks.at(0)).toEqual(Uint8Array.of(1, 2, 3));
  });

  it("take nothing that would be another number of lines", () => {
    const blocks = blocksOf([Uint8Array.of(1)]);
    for (const bytes of [[], [1, 0x0a], [0x0a]])
      expect(() => blocks.push(Uint8Array.from(bytes))).toThrow("A record is one line.");
    expect([blocks.size, joined(blocks.lines(0, 2))]).toEqual([1, Buffer.of(1, 0x0a)]);
  });

  it("have nothing for what is not there", () => {
    const blocks = blocksOf([Uint8Array.of(1)]);
    expect([blocks.at(1), blocks.at(-1), blocks.at(Number.NaN), new Blocks().at(0)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect([...new Blocks().lines(0, 5)]).toEqual([]);
  });

  it("are few pieces for many records", () => {
    const blocks = blocksOf(Array.from({ length: 100_000 }, () => new Uint8Array(330)));
    expect([...blocks.lines(0, blocks.size)].length).toBeLessThan(20);
  });
});
