import "server-only";
import { and, count, eq, gt, lte, sql } from "drizzle-orm";
import { HASH_BYTES } from "@/lib/audit/hash";
import { newTiles, TILE_WIDTH } from "@/lib/audit/tree";
import { AegisError } from "@/lib/errors";
import type { Tx } from "../../db/database";
import { auditSessions, auditSessionTiles } from "../../db/schema";
import { sessionTiles } from "../reading/trees";
import { HASHER, type Judged } from "./judge";
import type { LastLeaves } from "./last-leaves";
import { MAX_SESSIONS, MAX_SESSIONS_A_MINUTE, MINUTE_MS } from "./limits";
import { readClosing } from "./opening";
import { limitReached } from "./refusals";

export interface Sender {
  readonly workspaceId: string;
  readonly actorId: string;
  readonly sid: string;
  readonly now: Date;
  readonly nonceAt: Date | undefined;
}

/** The row of a session that is not there yet, with nothing in it. */
export async function beginSession(tx: Tx, sender: Sender, { batch, opening }: Judged): Promise<number> {
  if (!opening) throw new AegisError("INTERNAL");
  const { workspaceId, sid, actorId, now, nonceAt } = sender;
  await refuseTooMany(tx, workspaceId, now);
  const { vkey, agent, driver, specSha256 } = opening;
  const nothing = Buffer.alloc(0);
  const [row] = await tx
    .insert(auditSessions)
    .values({
      ...{ workspaceId, sid, openedBy: actorId, openedAt: now, movedAt: now, nonceAt: nonceAt ?? null },
      ...{ vkey, agent, driver, specSha256, firstTs: batch.firstTs, lastTs: batch.firstTs },
      ...{ size: 0, root: nothing, link: nothing, range: nothing },
    })
    .returning({ id: auditSessions.id });
  if (!row) throw new AegisError("INTERNAL");
  return row.id;
}

async function refuseTooMany(tx: Tx, workspaceId: string, now: Date): Promise<void> {
  const { openedAt } = auditSessions;
  const own = eq(auditSessions.workspaceId, workspaceId);
  const [all] = await tx.select({ sessions: count() }).from(auditSessions).where(own);
  if ((all?.sessions ?? 0) >= MAX_SESSIONS) {
    throw limitReached(`A workspace has at most ${MAX_SESSIONS} sessions.`, MAX_SESSIONS);
  }
  // Those dated ahead of now are of a clock that was set back: they say nothing of this minute.
  const lately = and(own, gt(openedAt, new Date(now.getTime() - MINUTE_MS)), lte(openedAt, now));
  const [late] = await tx.select({ sessions: count() }).from(auditSessions).where(lately);
  if ((late?.sessions ?? 0) >= MAX_SESSIONS_A_MINUTE) {
    const message = `A workspace opens at most ${MAX_SESSIONS_A_MINUTE} sessions a minute: wait for one.`;
    throw limitReached(message, MAX_SESSIONS_A_MINUTE);
  }
}

/**
 * All records in one statement that is the same for any number of them, out of one parameter: made of thousands of
 * parameters it would take longer to bind them than to store the rows.
 */
export async function insertRecords(tx: Tx, sessionId: number, { from, batch }: Judged): Promise<void> {
  await tx.run(sql`
    INSERT INTO audit_records (session_id, seq, type, verdict, line)
    SELECT ${sessionId}, ${from.size} + key, value ->> 0, value ->> 1, value ->> 2
    FROM json_each(${JSON.stringify(batch.rows)})`);
}

/** The tiles that became full: their leaves are at hand, or are read once more where they are not. */
export async function insertTiles(
  tx: Tx,
  sessionId: number,
  { from, batch }: Judged,
  known: LastLeaves,
): Promise<void> {
  const before = known.before(sessionId, from);
  const read = sessionTiles(tx, HASHER, sessionId);
  for (const tile of newTiles(from.size, batch.size)) {
    if (tile.width < TILE_WIDTH || tile.level === "entries") continue;
    const at = (tile.index * TILE_WIDTH - from.size) * HASH_BYTES;
    const hashes = (tile.level === 0 ? leavesAt(before, batch.leaves, at) : undefined) ?? (await read(tile));
    if (!hashes)
      throw new Error(`the tile ${tile.level}/${tile.index} of session ${sessionId} cannot be made`);
    await tx
      .insert(auditSessionTiles)
      .values({ sessionId, level: tile.level, tile: tile.index, hashes: Buffer.from(hashes) });
  }
}

/** 256 leaf hashes, of which the first may be those of batches before. */
function leavesAt(before: Uint8Array | undefined, leaves: Uint8Array, at: number): Uint8Array | undefined {
  const end = at + TILE_WIDTH * HASH_BYTES;
  if (at >= 0) return leaves.subarray(at, end);
  if (before === undefined) return undefined;
  return Buffer.concat([before.subarray(before.length + at), leaves.subarray(0, end)]);
}

/** By the time of this batch the session stands here. Dated never before the batch in front of it. */
export async function moveSession(
  tx: Tx,
  sessionId: number,
  { batch, claim }: Judged,
  movedAt: Date,
): Promise<void> {
  const { allowed, denied, approvals, sanitized } = auditSessions;
  const { decided, closing } = batch;
  await tx
    .update(auditSessions)
    .set({
      movedAt,
      size: batch.size,
      root: Buffer.from(claim.checkpoint.root),
      link: Buffer.from(batch.link),
      range: Buffer.from(batch.range),
      lastTs: batch.lastTs,
      ...(closing === undefined ? {} : { closed: readClosing(closing) }),
      allowed: sql`${allowed} + ${decided.allow}`,
      denied: sql`${denied} + ${decided.deny}`,
      approvals: sql`${approvals} + ${decided.approve}`,
      sanitized: sql`${sanitized} + ${decided.sanitize}`,
    })
    .where(eq(auditSessions.id, sessionId));
}
