import "server-only";
import { and, asc, eq, gte, lt } from "drizzle-orm";
import { HASH_BYTES, type Hasher } from "@/lib/audit/hash";
import { readTile, TILE_WIDTH, type TileReader, tileRoot, writeTile } from "@/lib/audit/tree";
import { bytesOf } from "../../db/bytes-of";
import type { ReadDb, Tx } from "../../db/database";
import { auditLeaves, auditLogTiles, auditRecords, auditSessionTiles } from "../../db/schema";

/**
 * The trees of the log as tiles. Only full tiles are kept; what is not full yet is made here: of at most 255 records or
 * leaves that are hashed once more, and of at most 255 tiles of the level below. So a proof costs the same in a log of
 * a hundred records and in one of a million.
 *
 * Nothing here is believed: whoever makes a proof of it holds that against what was signed before it leaves.
 */
interface Rows {
  /** Full tiles from one on, as many as there are up to `count`. */
  tiles(level: number, from: number, count: number): Promise<readonly Uint8Array[]>;
  /** The bytes of the leaves from one on. */
  leaves(from: number, count: number): Promise<readonly Uint8Array[]>;
}

export function sessionTiles(read: ReadDb | Tx, hasher: Hasher, sessionId: number): TileReader {
  return tilesOf(hasher, {
    async tiles(level, from, count) {
      const { tile, hashes } = auditSessionTiles;
      const own = and(eq(auditSessionTiles.sessionId, sessionId), eq(auditSessionTiles.level, level));
      const rows = await read
        .select({ hashes })
        .from(auditSessionTiles)
        .where(and(own, gte(tile, from), lt(tile, from + count)))
        .orderBy(asc(tile));
      return rows.map((row) => row.hashes);
    },
    async leaves(from, count) {
      const { seq, line } = auditRecords;
      const rows = await read
        .select({ bytes: bytesOf(line) })
        .from(auditRecords)
        .where(and(eq(auditRecords.sessionId, sessionId), gte(seq, from), lt(seq, from + count)))
        .orderBy(asc(seq));
      return rows.map((row) => row.bytes);
    },
  });
}

export function workspaceTiles(read: ReadDb | Tx, hasher: Hasher, workspaceId: string): TileReader {
  return tilesOf(hasher, {
    async tiles(level, from, count) {
      const { tile, hashes } = auditLogTiles;
      const own = and(eq(auditLogTiles.workspaceId, workspaceId), eq(auditLogTiles.level, level));
      const rows = await read
        .select({ hashes })
        .from(auditLogTiles)
        .where(and(own, gte(tile, from), lt(tile, from + count)))
        .orderBy(asc(tile));
      return rows.map((row) => row.hashes);
    },
    async leaves(from, count) {
      const { leaf, text } = auditLeaves;
      const rows = await read
        .select({ bytes: bytesOf(text) })
        .from(auditLeaves)
        .where(and(eq(auditLeaves.workspaceId, workspaceId), gte(leaf, from), lt(leaf, from + count)))
        .orderBy(asc(leaf));
      return rows.map((row) => row.bytes);
    },
  });
}

function tilesOf(hasher: Hasher, rows: Rows): TileReader {
  return async ({ level, index, width }) => {
    if (level === "entries") return undefined;
    const [kept] = await rows.tiles(level, index, 1);
    // A tile that is full by now began as the partial one that an older size is proved by.
    if (kept) return kept.subarray(0, width * HASH_BYTES);
    const from = index * TILE_WIDTH;
    const hashes =
      level === 0
        ? (await rows.leaves(from, width)).map((leaf) => hasher.leaf(leaf))
        : (await rows.tiles(level - 1, from, width)).map((tile) => rootOfTile(hasher, tile));
    return hashes.length === width ? writeTile(hashes) : undefined;
  };
}

/** A tile that lost some of its bytes still has a root; it is only not the one that was signed. */
function rootOfTile(hasher: Hasher, bytes: Uint8Array): Uint8Array {
  const hashes = readTile(bytes, TILE_WIDTH);
  return hashes ? tileRoot(hasher, hashes) : hasher.sha256(bytes);
}
