/**
 * What is in tiles (256 hashes and no more), and the roots and proofs that can be made from them without a single
 * record. A tile is as good as whoever serves it: what is made here is worth something once it was verified against a
 * signed checkpoint.
 */
import { AuditFault, joinBytes } from "../bytes";
import { HASH_BYTES, type Hasher } from "../hash";
import { coverOf, isSize, type NodeId } from "./arithmetic";
import { CompactRange, foldRight } from "./compact-range";
import { type ProofPlan, planConsistency, planInclusion } from "./plan";
import { TILE_WIDTH, type Tile, tileOf, tilePath } from "./tile-path";

export function writeTile(hashes: readonly Uint8Array[]): Uint8Array {
  const isTile = hashes.length > 0 && hashes.length <= TILE_WIDTH;
  if (!isTile || hashes.some((hash) => hash.length !== HASH_BYTES)) {
    throw new AuditFault("BAD_TREE", "A tile has 1 to 256 hashes of 32 bytes.");
  }
  return joinBytes(hashes);
}

/** The hashes of a tile that must have this width. */
export function readTile(bytes: Uint8Array, width: number): Uint8Array[] | undefined {
  if (!isSize(width) || width < 1 || width > TILE_WIDTH) return undefined;
  if (bytes.length !== width * HASH_BYTES) return undefined;
  return Array.from({ length: width }, (_, i) => bytes.slice(i * HASH_BYTES, (i + 1) * HASH_BYTES));
}

/** The one hash by which a full tile stands in the level above. */
export function tileRoot(hasher: Hasher, hashes: readonly Uint8Array[]): Uint8Array {
  const [only] = hashes;
  if (only !== undefined && hashes.length === 1) return only;
  const range = CompactRange.empty(hasher);
  for (const hash of hashes) range.append(hash);
  return range.root();
}

/** Gives the bytes of a tile, or nothing where there is none. It is asked for each tile once. */
export type TileReader = (tile: Tile) => Promise<Uint8Array | undefined>;

export type FromTiles<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly missing: Tile; readonly why: string };

export async function rootFromTiles(
  hasher: Hasher,
  read: TileReader,
  size: number,
): Promise<FromTiles<Uint8Array>> {
  if (!isSize(size)) throw new AuditFault("BAD_TREE", `${size} is no size of a tree.`);
  if (size === 0) return { ok: true, value: hasher.sha256(new Uint8Array(0)) };
  const made = await carryOut(hasher, read, [coverOf(0, size)], size);
  return made.ok ? { ok: true, value: made.value[0] as Uint8Array } : made;
}

export function proveInclusionFromTiles(
  hasher: Hasher,
  read: TileReader,
  index: number,
  size: number,
): Promise<FromTiles<Uint8Array[]>> {
  return carryOut(hasher, read, planInclusion(index, size), size);
}

export function proveConsistencyFromTiles(
  hasher: Hasher,
  read: TileReader,
  size1: number,
  size2: number,
): Promise<FromTiles<Uint8Array[]>> {
  return carryOut(hasher, read, planConsistency(size1, size2), size2);
}

async function carryOut(
  hasher: Hasher,
  read: TileReader,
  plan: ProofPlan,
  size: number,
): Promise<FromTiles<Uint8Array[]>> {
  const wanted = new Map(
    plan
      .flat()
      .map((node) => tileOf(node, size).tile)
      .map((tile) => [tilePath(tile), tile]),
  );
  const tiles = new Map<string, Uint8Array[]>();
  const answers = await Promise.all(
    [...wanted].map(async ([path, tile]) => ({ path, tile, bytes: await read(tile) })),
  );
  for (const { path, tile, bytes } of answers) {
    const hashes = bytes === undefined ? undefined : readTile(bytes, tile.width);
    if (hashes === undefined) {
      const why =
        bytes === undefined ? "is missing" : `has ${bytes.length} bytes, not ${tile.width * HASH_BYTES}`;
      return { ok: false, missing: tile, why: `The tile ${path} ${why}.` };
    }
    tiles.set(path, hashes);
  }
  const nodeAt = (node: NodeId): Uint8Array => {
    const { tile, from, count } = tileOf(node, size);
    return tileRoot(hasher, (tiles.get(tilePath(tile)) ?? []).slice(from, from + count));
  };
  return { ok: true, value: plan.map((nodes) => foldRight(hasher, nodes.map(nodeAt))) };
}
