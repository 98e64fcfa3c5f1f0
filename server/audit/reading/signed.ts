import "server-only";
import { and, desc, eq } from "drizzle-orm";
import { equalBytes, joinBytes, utf8 } from "@/lib/audit/bytes";
import { openCheckpoint, parseVkey, verifierOf } from "@/lib/audit/note";
import { bytesOf } from "../../db/bytes-of";
import type { ReadDb, Tx } from "../../db/database";
import { auditCheckpoints } from "../../db/schema";
import { type LogKeys, sessionOrigin } from "../keys";
import type { SessionRow } from "./find-session";

/** What an accepted batch ended with, as it is stored. */
export interface StoredCheckpoint {
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: Uint8Array;
  readonly acceptedAt: number;
  readonly leaf: number;
}

export const CHECKPOINT_COLUMNS = {
  size: auditCheckpoints.size,
  root: auditCheckpoints.root,
  note: bytesOf(auditCheckpoints.note),
  acceptedAt: auditCheckpoints.acceptedAt,
  leaf: auditCheckpoints.leaf,
};

/** The one of that size, or the last one. */
export async function checkpointOf(
  read: ReadDb | Tx,
  sessionId: number,
  size?: number,
): Promise<StoredCheckpoint | undefined> {
  const ofSize = size === undefined ? undefined : eq(auditCheckpoints.size, size);
  const rows = await read
    .select(CHECKPOINT_COLUMNS)
    .from(auditCheckpoints)
    .where(and(eq(auditCheckpoints.sessionId, sessionId), ofSize))
    .orderBy(desc(auditCheckpoints.size))
    .limit(1);
  return rows[0];
}

/**
 * The note with the word of this server on it, the same bytes as at its acceptance; undefined for a note that this
 * session cannot have sent. What stands in the database was put there by whoever could write to it, and must not get a
 * signature by being read: only what the key of the session signed, and for the very size and root of its row.
 */
export async function cosigned(
  log: LogKeys,
  { sid, vkey }: Pick<SessionRow, "sid" | "vkey">,
  { note, size, root, acceptedAt }: StoredCheckpoint,
): Promise<Uint8Array | undefined> {
  const key = parseVkey(vkey);
  if (!key.ok || key.value.name !== sessionOrigin(log.host, sid)) return undefined;
  const opened = await openCheckpoint(note, [verifierOf(key.value)]);
  if (!opened.ok) return undefined;
  const {
    checkpoint,
    note: { text },
  } = opened.value;
  if (checkpoint.size !== size || !equalBytes(checkpoint.root, root)) return undefined;
  return joinBytes([note, utf8(await log.cosign(text, acceptedAt))]);
}
