import fc from "fast-check";
import { expect, test } from "vitest";
import { AuditFault } from "../bytes";
import { newTiles, readTilePath, TILE_WIDTH, type Tile, tilePath } from "./tile-path";

const runs = Number(process.env.PROPERTY_RUNS ?? 500);
const paths = (size1: number, size2: number) => newTiles(size1, size2).map(tilePath);
const hashPaths = (size: number) => paths(0, size).filter((path) => !path.includes("entries"));

test("names are those of tlog-tiles", () => {
  expect(tilePath({ level: 0, index: 1_234_067, width: 256 })).toBe("tile/0/x001/x234/067");
  expect(tilePath({ level: 63, index: 0, width: 1 })).toBe("tile/63/000.p/1");
  expect(tilePath({ level: "entries", index: 999, width: 255 })).toBe("tile/entries/999.p/255");
  expect(tilePath({ level: 1, index: 1000, width: 256 })).toBe("tile/1/x001/000");
});

test("what is written is read as the same, and what is read is written as the same", {
  timeout: 600_000,
}, () => {
  const tiles: fc.Arbitrary<Tile> = fc.record({
    level: fc.oneof(fc.constant("entries" as const), fc.integer({ min: 0, max: 63 })),
    index: fc.oneof(fc.nat(2000), fc.maxSafeNat()),
    width: fc.integer({ min: 1, max: TILE_WIDTH }),
  });
  fc.assert(
    fc.property(tiles, (tile) => {
      expect(readTilePath(tilePath(tile))).toEqual(tile);
    }),
    { numRuns: runs },
  );
});

test("a second spelling is no name", () => {
  const wrong = [
    "",
    "tile/0/0",
    "tile/0/00",
    "tile/0/0000",
    "tile/00/000",
    "tile/64/000",
    "tile/-1/000",
    "tile/+1/000",
    "tile/0/x000/001",
    "tile/0/001/002",
    "tile/0/x001",
    "tile/0/X001/002",
    "tile/0/x001/x002",
    "tile/0/000/",
    "/tile/0/000",
    "tile/0/000.p/0",
    "tile/0/000.p/256",
    "tile/0/000.p/01",
    "tile/0/000.p/",
    "tile/0/000.p",
    "tile/0/000.p/1/",
    "tile/0/000\n",
    " tile/0/000",
    "tile/0/000.P/1",
    "tile/entry/000",
    "tile/0/../000",
    "tile/0/٠٠٠",
    "tile/0/x999/x999/x999/x999/x999/999",
    "tile/0/x001/x001/x001/x001/x001/x001/001",
    "tile/0x1/000",
  ];
  for (const path of wrong) expect(readTilePath(path), path).toBeUndefined();
});

test("there is no tile outside the tree", () => {
  for (const [level, index, width] of [
    [64, 0, 1],
    [0, -1, 1],
    [0, 0, 0],
    [0, 0, 257],
    [0.5, 0, 1],
    [0, 2 ** 53, 1],
  ] as const) {
    expect(() => tilePath({ level, index, width })).toThrow(AuditFault);
  }
  for (const [from, to] of [
    [2, 1],
    [-1, 1],
    [0, 0.5],
    [0, Number.NaN],
  ] as const) {
    expect(() => newTiles(from, to)).toThrow(AuditFault);
  }
});

test("the layout at the sizes where it changes", () => {
  expect(hashPaths(0)).toEqual([]);
  expect(hashPaths(1)).toEqual(["tile/0/000.p/1"]);
  expect(hashPaths(255)).toEqual(["tile/0/000.p/255"]);
  expect(hashPaths(256)).toEqual(["tile/0/000", "tile/1/000.p/1"]);
  expect(hashPaths(257)).toEqual(["tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"]);
  const large = hashPaths(70_000);
  expect(large.filter((path) => /^tile\/0\/\d{3}$/.test(path))).toHaveLength(273);
  expect(large.slice(273)).toEqual(["tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"]);
  expect(paths(0, 70_000).filter((path) => path.includes("entries"))).toHaveLength(274);
});

test("growing makes only what is new", () => {
  expect(newTiles(70_000, 70_000)).toEqual([]);
  expect(paths(255, 257)).toEqual([
    "tile/entries/000",
    "tile/entries/001.p/1",
    "tile/0/000",
    "tile/0/001.p/1",
    "tile/1/000.p/1",
  ]);
  expect(paths(256, 257)).toEqual(["tile/entries/001.p/1", "tile/0/001.p/1"]);
  fc.assert(
    fc.property(fc.nat(200_000), fc.nat(70_000), (before, more) => {
      const old = new Set(paths(0, before));
      const expected = paths(0, before + more).filter((path) => !old.has(path));
      expect(paths(before, before + more).sort()).toEqual(expected.sort());
    }),
    { numRuns: Math.min(runs, 300) },
  );
});
