import { randomBytes } from "node:crypto";
import { constants, deflateRawSync, inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { joinBytes } from "../../bytes";
import { BundleFault } from "../fault";
import { Inflater } from "./inflate";

const runs = Number(process.env.PROPERTY_RUNS ?? 1_000);

function inflate(packed: Uint8Array, step = packed.length || 1): Uint8Array {
  const inflater = new Inflater();
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < packed.length; at += step)
    pieces.push(...inflater.push(packed.subarray(at, at + step), false));
  pieces.push(...inflater.push(new Uint8Array(0), true));
  for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(65_536);
  return joinBytes(pieces);
}

/** What zlib makes of it when it is asked to be as strict: the whole input, and an end. */
function peer(packed: Uint8Array): Uint8Array | undefined {
  try {
    const { buffer, engine } = inflateRawSync(packed, { info: true, maxOutputLength: 1 << 24 }) as never as {
      buffer: Uint8Array;
      engine: { bytesWritten: number };
    };
    return engine.bytesWritten === packed.length ? buffer : undefined;
  } catch {
    return undefined;
  }
}

const texts = fc
  .array(
    fc.oneof(
      fc
        .tuple(fc.constantFrom("record", "a", '{"data":{"verdict":"deny"}}'), fc.nat(900))
        .map(([word, n]) => word.repeat(n)),
      fc.nat(60_000).map((length) => randomBytes(length).toString("latin1")),
      fc.string(),
    ),
    { maxLength: 6 },
  )
  .map((parts) => Buffer.from(parts.join("|"), "latin1"));
const packing = fc.record({
  level: fc.integer({ min: 0, max: 9 }),
  memLevel: fc.integer({ min: 1, max: 9 }),
  strategy: fc.constantFrom(
    constants.Z_DEFAULT_STRATEGY,
    constants.Z_HUFFMAN_ONLY,
    constants.Z_RLE,
    constants.Z_FIXED,
    constants.Z_FILTERED,
  ),
});

test("what zlib packs, in any way, unpacks to the same, in pieces of any size", () => {
  fc.assert(
    fc.property(texts, packing, fc.integer({ min: 1, max: 70_000 }), (text, options, step) => {
      const packed = deflateRawSync(text, options);
      expect(Buffer.compare(inflate(packed, Math.max(step, packed.length >> 8)), text)).toBe(0);
    }),
    { numRuns: Math.min(runs, 3_000) },
  );
});

test("blocks of every kind in turn, in pieces that end anywhere in them", () => {
  // What is stored begins at a whole byte, wherever the block before it ended: bits that were taken in advance from a
  // piece that is gone must not be lost. With so little memory a block is some hundred bytes, and noise is stored.
  const parts = Array.from({ length: 60 }, (_, i) => [
    Buffer.from(`record ${i} `.repeat(200)),
    randomBytes(300 + i),
  ]);
  const text = Buffer.concat(parts.flat());
  for (const strategy of [constants.Z_FIXED, constants.Z_DEFAULT_STRATEGY, constants.Z_HUFFMAN_ONLY]) {
    const packed = deflateRawSync(text, { level: 1, memLevel: 1, strategy });
    for (const step of [1, 7, 1023, 1024, 1025]) expect(Buffer.compare(inflate(packed, step), text)).toBe(0);
  }
});

test("of bytes that were changed it makes what zlib makes, and refuses what zlib refuses", {
  timeout: 600_000,
}, () => {
  const change = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 }));
  let refused = 0;
  fc.assert(
    fc.property(
      fc.string({ maxLength: 200 }),
      packing,
      fc.array(change, { maxLength: 3 }),
      fc.nat(9),
      (word, options, changes, cut) => {
        const packed = Uint8Array.from(deflateRawSync(Buffer.from(word.repeat(5)), options));
        for (const [at, by] of changes)
          packed[at % packed.length] = (packed[at % packed.length] as number) ^ by;
        const bytes = cut < 3 ? packed.subarray(0, packed.length - cut) : packed;
        const expected = peer(bytes);
        try {
          expect(inflate(bytes, 7)).toEqual(Uint8Array.from(expected ?? [-1, -1]));
        } catch (error) {
          if (!(error instanceof BundleFault)) throw error;
          expect(expected, error.message).toBeUndefined();
          refused++;
        }
      },
    ),
    { numRuns: runs },
  );
  expect(refused).toBeGreaterThan(0);
});

test("random bytes never do anything but unpack or be refused", { timeout: 600_000 }, () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      try {
        inflate(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(BundleFault);
      }
    }),
    { numRuns: runs },
  );
});

test("bytes behind the end are refused", () => {
  expect(() => inflate(joinBytes([deflateRawSync("x"), Uint8Array.of(0)]))).toThrow("something follows");
});

test("a bomb is only as large as what is asked of it", () => {
  const packed = deflateRawSync(new Uint8Array(1 << 26));
  let seen = 0;
  for (const piece of new Inflater().push(packed, true)) {
    seen += piece.length;
    if (seen > 100_000) break;
  }
  expect(seen).toBeLessThan(200_000);
});
