import "server-only";
import { HASH_BYTES } from "@/lib/audit/hash";
import { AegisError } from "@/lib/errors";
import type { Statements } from "../../db/statements";
import { fullTiles } from "./full-tiles";
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

const BEGIN = `INSERT INTO audit_sessions (workspace_id, sid, opened_by, opened_at, moved_at, nonce_at, vkey, size,
  root, link, range, agent, driver, spec_sha256, first_ts, last_ts)
  VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, 0, x'', x'', x'', ?7, ?8, ?9, ?10, ?10) RETURNING id`;

/** The row of a session that is not there yet, with nothing in it. */
export async function beginSession(
  statements: Statements,
  { workspaceId, sid, actorId, now, nonceAt }: Sender,
  { batch, opening }: Judged,
): Promise<number> {
  if (!opening) throw new AegisError("INTERNAL");
  const { vkey, agent, driver, specSha256 } = opening;
  const given = nonceAt?.getTime() ?? null;
  const row = await statements.row(BEGIN, [
    ...[workspaceId, sid, actorId, now.getTime(), given, vkey],
    ...[agent, driver, specSha256, batch.firstTs],
  ]);
  return Number(row?.id);
}

const COUNT = "SELECT count(*) AS sessions FROM audit_sessions WHERE workspace_id = ?";
// Those dated ahead of now are of a clock that was set back: they say nothing of this minute.
const COUNT_LATE = `SELECT count(*) AS sessions, min(opened_at) AS first FROM audit_sessions
  WHERE workspace_id = ? AND opened_at > ? AND opened_at <= ?`;

/** Asked before the first row of a session is written. */
export async function refuseTooMany(statements: Statements, { workspaceId, now }: Sender): Promise<void> {
  const all = await statements.row(COUNT, [workspaceId]);
  if (Number(all?.sessions) >= MAX_SESSIONS) {
    const message = `A workspace has at most ${MAX_SESSIONS} sessions, and this one has them: open another workspace.`;
    throw limitReached(message, MAX_SESSIONS);
  }
  const end = now.getTime();
  const late = await statements.row(COUNT_LATE, [workspaceId, end - MINUTE_MS, end]);
  if (Number(late?.sessions) >= MAX_SESSIONS_A_MINUTE) {
    const waitS = Math.ceil((Number(late?.first) + MINUTE_MS - end) / 1_000);
    const message = `A workspace opens at most ${MAX_SESSIONS_A_MINUTE} sessions a minute: send this one again in ${waitS} s.`;
    throw limitReached(message, MAX_SESSIONS_A_MINUTE, waitS);
  }
}

const LINES =
  "SELECT CAST(line AS BLOB) AS line FROM audit_records WHERE session_id = ? AND seq >= ? AND seq < ?";
const TILES =
  "SELECT hashes FROM audit_session_tiles WHERE session_id = ? AND level = ? AND tile >= ? AND tile < ? ORDER BY tile";
const KEEP_TILE = "INSERT INTO audit_session_tiles (session_id, level, tile, hashes) VALUES (?, ?, ?, ?)";

/** The tiles that became full. Their leaves are at hand, or are read and hashed once more where they are not. */
export async function insertTiles(
  statements: Statements,
  sessionId: number,
  { from, batch }: Judged,
  known: LastLeaves,
): Promise<void> {
  const before = known.before(sessionId, from);
  await fullTiles(from.size, batch.size, {
    async leaves(first, end) {
      const own = batch.leaves.subarray(
        Math.max(0, first - from.size) * HASH_BYTES,
        (end - from.size) * HASH_BYTES,
      );
      if (first >= from.size) return own;
      if (before) return Buffer.concat([before, own]);
      const rows = await statements.rows(`${LINES} ORDER BY seq`, [sessionId, first, from.size]);
      return Buffer.concat([...rows.map(({ line }) => HASHER.leaf(line as Uint8Array)), own]);
    },
    async tiles(level, first, end) {
      const rows = await statements.rows(TILES, [sessionId, level, first, end]);
      return rows.map(({ hashes }) => hashes as Uint8Array);
    },
    async keep(level, tile, hashes) {
      await statements.run(KEEP_TILE, [sessionId, level, tile, hashes]);
    },
  });
}

const MOVE = `UPDATE audit_sessions SET moved_at = ?, size = ?, root = ?, link = ?, range = ?, last_ts = ?,
  closed = coalesce(?, closed), allowed = allowed + ?, denied = denied + ?, approvals = approvals + ?,
  sanitized = sanitized + ? WHERE id = ?`;

export async function moveSession(
  statements: Statements,
  sessionId: number,
  { batch }: Judged,
  movedAt: number,
): Promise<void> {
  const { size, root, link, range, lastTs, decided, closing } = batch;
  const closed = closing === undefined ? null : readClosing(closing);
  const { allow, deny, approve, sanitize } = decided;
  await statements.run(MOVE, [
    ...[movedAt, size, root, link, range, lastTs, closed],
    ...[allow, deny, approve, sanitize, sessionId],
  ]);
}

const KEEP_CHECKPOINT =
  "INSERT INTO audit_checkpoints (session_id, size, root, note, accepted_at, leaf) VALUES (?, ?, ?, ?, ?, ?)";

/** From this row the receipt follows, now and whenever it is asked for. */
export async function insertCheckpoint(
  statements: Statements,
  sessionId: number,
  { claim }: Judged,
  { acceptedAt, leaf }: { readonly acceptedAt: number; readonly leaf: number },
): Promise<void> {
  const { size, root } = claim.checkpoint;
  await statements.run(KEEP_CHECKPOINT, [sessionId, size, root, claim.note, acceptedAt, leaf]);
}
