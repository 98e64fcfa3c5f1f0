import "server-only";
import { eq } from "drizzle-orm";
import { joinBytes, utf8 } from "@/lib/audit/bytes";
import { writeCheckpoint } from "@/lib/audit/note";
import { CompactRange, newTiles, TILE_WIDTH, tileRoot, writeTile } from "@/lib/audit/tree";
import { nodeHasher } from "@/lib/runtime/node/hash";
import { auditLeaves, auditLogs, auditLogTiles } from "../../db/schema";
import type { Stored } from "./stored";

const HASHER = nodeHasher();
const ROWS = 2_000;

/**
 * Lets the log of the workspace grow to this many leaves, as that many batches of its one session would have: for tests of
 * the log itself, which ask nothing of the session. Each leaf after the first is made up.
 */
export async function growLog({ database, workspaceId, sid }: Stored, size: number): Promise<void> {
  const rows = await database.read.select().from(auditLeaves).where(eq(auditLeaves.workspaceId, workspaceId));
  const [first] = rows;
  if (!first || rows.length > 1) throw new Error("the session is to have one batch");
  const texts = [first.text];
  for (let leaf = 1; leaf < size; leaf++) {
    texts.push(
      writeCheckpoint({ origin: `localhost/s/${sid}`, size: leaf + 1, root: HASHER.sha256(utf8(`${leaf}`)) }),
    );
  }
  const hashes = texts.map((text) => HASHER.leaf(utf8(text)));
  const range = CompactRange.empty(HASHER);
  for (const hash of hashes) range.append(hash);
  const tiles = fullTiles(hashes).map((tile) => ({ workspaceId, ...tile }));
  const leaves = texts
    .map((text, leaf) => ({ workspaceId, leaf, sessionId: first.sessionId, text }))
    .slice(1);
  const head = { size, root: Buffer.from(range.root()), range: Buffer.from(joinBytes(range.nodes())) };
  await database.write(async (tx) => {
    for (let at = 0; at < leaves.length; at += ROWS)
      await tx.insert(auditLeaves).values(leaves.slice(at, at + ROWS));
    if (tiles.length > 0) await tx.insert(auditLogTiles).values(tiles);
    await tx.update(auditLogs).set(head).where(eq(auditLogs.workspaceId, workspaceId));
  });
}

function fullTiles(leaves: readonly Uint8Array[]) {
  const levels: Uint8Array[][] = [[...leaves]];
  return newTiles(0, leaves.length).flatMap(({ level, index, width }) => {
    if (level === "entries" || width < TILE_WIDTH) return [];
    const hashes = (levels[level] ?? []).slice(index * TILE_WIDTH, (index + 1) * TILE_WIDTH);
    levels[level + 1] = [...(levels[level + 1] ?? []), tileRoot(HASHER, hashes)];
    return [{ level, tile: index, hashes: Buffer.from(writeTile(hashes)) }];
  });
}
