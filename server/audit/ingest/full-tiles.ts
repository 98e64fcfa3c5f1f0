import "server-only";
import { newTiles, readTile, TILE_WIDTH, tileRoot, writeTile } from "@/lib/audit/tree";
import { HASHER } from "./judge";

/** A tree as its rows: what its tiles are made of, and where they go. */
export interface TreeRows {
  /** The leaf hashes from one up to another, in one run. */
  leaves(first: number, end: number): Promise<Uint8Array>;
  /** Full tiles of a level, in order. */
  tiles(level: number, first: number, end: number): Promise<readonly Uint8Array[]>;
  keep(level: number, tile: number, hashes: Uint8Array): Promise<void>;
}

/** Keeps the tiles that become full when a tree grows. Those above the leaves are made of the tiles below. */
export async function fullTiles(before: number, after: number, rows: TreeRows): Promise<void> {
  for (const { level, index, width } of newTiles(before, after)) {
    if (width < TILE_WIDTH || level === "entries") continue;
    const [first, end] = [index * TILE_WIDTH, (index + 1) * TILE_WIDTH];
    const hashes =
      level === 0
        ? await rows.leaves(first, end)
        : writeTile((await rows.tiles(level - 1, first, end)).map(rootOfTile));
    // A row that is missing below would make a tile of the right name and the wrong width.
    if (!readTile(hashes, TILE_WIDTH)) throw new Error(`the tile ${level}/${index} cannot be made`);
    await rows.keep(level, index, hashes);
  }
}

function rootOfTile(bytes: Uint8Array): Uint8Array {
  const hashes = readTile(bytes, TILE_WIDTH);
  if (!hashes) throw new Error("a tile is not full");
  return tileRoot(HASHER, hashes);
}
