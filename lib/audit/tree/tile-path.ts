/**
 * Names of the files of C2SP tlog-tiles: `tile/<L>/<N>[.p/<W>]` and `tile/entries/<N>[.p/<W>]`.
 *
 * The reader is strict, for two names of one file would be two entries in a cache, and a name with `..` another file:
 * it takes a path only when writing what it read gives the same text.
 */
import { AuditFault } from "../bytes";
import { isSize } from "./arithmetic";

export const TILE_WIDTH = 256;
const TILE_BITS = 8;
const MAX_LEVEL = 63;

export interface Tile {
  /** `entries` for the records themselves, else the level: 0 holds leaf hashes, each higher one roots of full tiles. */
  readonly level: number | "entries";
  readonly index: number;
  /** How many hashes or entries it has: 256 when it is full. */
  readonly width: number;
}

export function tilePath({ level, index, width }: Tile): string {
  const isLevel = level === "entries" || (isSize(level) && level <= MAX_LEVEL);
  if (!isLevel || !isSize(index) || !isSize(width) || width < 1 || width > TILE_WIDTH) {
    throw new AuditFault("BAD_TREE", `There is no tile ${index} of width ${width} at level ${level}.`);
  }
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, "0");
  const groups = padded.match(/\d{3}/g) ?? [];
  const name = groups.map((group, place) => (place < groups.length - 1 ? `x${group}` : group)).join("/");
  return `tile/${level}/${name}${width === TILE_WIDTH ? "" : `.p/${width}`}`;
}

const PATH = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/;

export function readTilePath(path: string): Tile | undefined {
  const [, level = "", name = "", width] = PATH.exec(path) ?? [];
  if (name === "") return undefined;
  const tile: Tile = {
    level: level === "entries" ? level : Number(level),
    index: Number(name.replace(/[x/]/g, "")),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  const isPossible =
    isSize(tile.index) &&
    tile.width > 0 &&
    tile.width <= TILE_WIDTH &&
    (tile.level === "entries" || tile.level <= MAX_LEVEL);
  return isPossible && tilePath(tile) === path ? tile : undefined;
}

/**
 * The tiles, of hashes and of entries, that a log of `size2` leaves has and a log of `size1` has not. A partial tile
 * is another file for each width, and so is the full one after it.
 */
export function newTiles(size1: number, size2: number): Tile[] {
  if (!isSize(size1) || !isSize(size2) || size1 > size2) {
    throw new AuditFault("BAD_TREE", `A log does not grow from ${size1} to ${size2} leaves.`);
  }
  const tiles: Tile[] = grown("entries", size1, size2);
  let [before, after] = [size1, size2];
  for (let level = 0; after > 0; level++) {
    tiles.push(...grown(level, before, after));
    [before, after] = [Math.floor(before / TILE_WIDTH), Math.floor(after / TILE_WIDTH)];
  }
  return tiles;
}

function grown(level: Tile["level"], before: number, after: number): Tile[] {
  const tiles: Tile[] = [];
  if (after === before) return tiles;
  const full = Math.floor(after / TILE_WIDTH);
  for (let index = Math.floor(before / TILE_WIDTH); index < full; index++) {
    tiles.push({ level, index, width: TILE_WIDTH });
  }
  if (after % TILE_WIDTH > 0) tiles.push({ level, index: full, width: after % TILE_WIDTH });
  return tiles;
}

/** In which tile of a log of `size` leaves the root of a perfect subtree can be computed, and from which hashes. */
export function tileOf(
  node: { readonly level: number; readonly index: number },
  size: number,
): { readonly tile: Tile & { readonly level: number }; readonly from: number; readonly count: number } {
  const level = Math.floor(node.level / TILE_BITS);
  const count = 2 ** (node.level % TILE_BITS);
  const first = node.index * count;
  const index = Math.floor(first / TILE_WIDTH);
  const there = Math.floor(size / TILE_WIDTH ** level) - index * TILE_WIDTH;
  return { tile: { level, index, width: Math.min(TILE_WIDTH, there) }, from: first % TILE_WIDTH, count };
}
