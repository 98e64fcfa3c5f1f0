import "server-only";
import { and, asc, eq, gte, lt } from "drizzle-orm";
import { readTilePath, TILE_WIDTH, type Tile, writeEntries } from "@/lib/audit/tree";
import { bytesOf } from "../../db/bytes-of";
import type { ReadDb } from "../../db/database";
import { auditLeaves } from "../../db/schema";
import { HASHER } from "../check/walk";
import { workspaceTiles } from "../reading/trees";

/**
 * A tile of a workspace's log, as tlog-tiles spells it; undefined for what the log does not have yet. Widths that it once
 * had are still answered: a reader may be on its way from an older checkpoint.
 */
export async function readTile(
  read: ReadDb,
  log: { readonly workspaceId: string; readonly size: number },
  tile: Tile,
): Promise<Uint8Array | undefined> {
  const level = tile.level === "entries" ? 0 : tile.level;
  const there = Math.floor(log.size / TILE_WIDTH ** level) - tile.index * TILE_WIDTH;
  if (there < tile.width) return undefined;
  if (tile.level !== "entries") return workspaceTiles(read, HASHER, log.workspaceId)(tile);
  const from = tile.index * TILE_WIDTH;
  const { leaf, text } = auditLeaves;
  const rows = await read
    .select({ bytes: bytesOf(text) })
    .from(auditLeaves)
    .where(and(eq(auditLeaves.workspaceId, log.workspaceId), gte(leaf, from), lt(leaf, from + tile.width)))
    .orderBy(asc(leaf));
  return rows.length === tile.width ? writeEntries(rows.map(({ bytes }) => bytes)) : undefined;
}

/** Nothing decoded, nothing normalised: a second spelling would be a second entry in every cache on the way. */
export function tileOfPath(pathname: string, workspaceId: string): Tile | undefined {
  const start = `/log/${workspaceId}/`;
  return pathname.startsWith(start) ? readTilePath(pathname.slice(start.length)) : undefined;
}
