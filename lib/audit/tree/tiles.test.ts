import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AuditFault, toHex, utf8 } from "../bytes";
import { loadWasmHasher } from "../hash";
import { proveConsistency, proveInclusion, rootOf } from "./prove";
import { newTiles, TILE_WIDTH, type Tile, tilePath } from "./tile-path";
import {
  proveConsistencyFromTiles,
  proveInclusionFromTiles,
  readTile,
  rootFromTiles,
  tileRoot,
  writeTile,
} from "./tiles";

const hasher = await loadWasmHasher();
const runs = Number(process.env.PROPERTY_RUNS ?? 60);
const leaves = Array.from({ length: 70_000 }, (_, i) => hasher.leaf(utf8(`leaf ${i}`)));

/** The tiles of a log as a server keeps them: each level made from the full tiles of the one below. */
function tilesOf(size: number): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  let row = leaves.slice(0, size);
  for (let level = 0; row.length > 0; level++) {
    const above: Uint8Array[] = [];
    for (let index = 0; index * TILE_WIDTH < row.length; index++) {
      const hashes = row.slice(index * TILE_WIDTH, (index + 1) * TILE_WIDTH);
      files.set(tilePath({ level, index, width: hashes.length }), writeTile(hashes));
      if (hashes.length === TILE_WIDTH) above.push(tileRoot(hasher, hashes));
    }
    row = above;
  }
  return files;
}

const readerOf = (files: Map<string, Uint8Array>) => (tile: Tile) =>
  Promise.resolve(files.get(tilePath(tile)));

describe.each([1, 255, 256, 257, 70_000])("a log of %i leaves in tiles", (size) => {
  const files = tilesOf(size);
  const read = readerOf(files);

  test("has the files that are announced for it", () => {
    const announced = newTiles(0, size)
      .filter(({ level }) => level !== "entries")
      .map(tilePath);
    expect([...files.keys()].sort()).toEqual(announced.sort());
  });

  test("has the same root and proofs as its leaves", { timeout: 600_000 }, async () => {
    const root = await rootFromTiles(hasher, read, size);
    expect(root.ok && toHex(root.value)).toBe(toHex(rootOf(hasher, leaves, size)));
    const places = fc.integer({ min: 1, max: size });
    await fc.assert(
      fc.asyncProperty(places, async (place) => {
        const inclusion = await proveInclusionFromTiles(hasher, read, place - 1, size);
        expect(inclusion.ok && inclusion.value.map(toHex)).toEqual(
          proveInclusion(hasher, leaves, place - 1, size).map(toHex),
        );
        const consistency = await proveConsistencyFromTiles(hasher, read, place, size);
        expect(consistency.ok && consistency.value.map(toHex)).toEqual(
          proveConsistency(hasher, leaves, place, size).map(toHex),
        );
      }),
      { numRuns: size > 1000 ? Math.min(runs, 4) : Math.min(runs, 300) },
    );
  });
});

test("a tile that is missing or has another length is named", async () => {
  const files = tilesOf(300);
  files.delete("tile/0/000");
  expect(await proveInclusionFromTiles(hasher, readerOf(files), 3, 300)).toMatchObject({
    ok: false,
    missing: { level: 0, index: 0, width: 256 },
  });
  files.set("tile/0/000", new Uint8Array(8191));
  expect(await proveInclusionFromTiles(hasher, readerOf(files), 3, 300)).toMatchObject({
    ok: false,
    why: "The tile tile/0/000 has 8191 bytes, not 8192.",
  });
});

test("each tile is asked for once", async () => {
  const files = tilesOf(70_000);
  const asked: string[] = [];
  const made = await proveInclusionFromTiles(
    hasher,
    (tile) => {
      asked.push(tilePath(tile));
      return readerOf(files)(tile);
    },
    69_999,
    70_000,
  );
  expect(made.ok).toBe(true);
  expect(new Set(asked).size).toBe(asked.length);
  expect(asked.length).toBeLessThanOrEqual(4);
});

test("a tile is 1 to 256 hashes, and as long as was said", () => {
  const hashes = leaves.slice(0, 3);
  expect(readTile(writeTile(hashes), 3)?.map(toHex)).toEqual(hashes.map(toHex));
  for (const width of [0, 2, 4, 257, -1, 1.5, Number.NaN])
    expect(readTile(writeTile(hashes), width)).toBeUndefined();
  expect(readTile(new Uint8Array(0), 0)).toBeUndefined();
  for (const bad of [[], leaves.slice(0, 257), [new Uint8Array(31)]])
    expect(() => writeTile(bad)).toThrow(AuditFault);
});
