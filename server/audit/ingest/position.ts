import "server-only";
import { and, desc, eq } from "drizzle-orm";
import { fromUtf8 } from "@/lib/audit/bytes";
import { HASH_BYTES } from "@/lib/audit/hash";
import { bytesOf } from "../../db/bytes-of";
import type { ReadDb, Tx } from "../../db/database";
import { auditCheckpoints, auditSessions } from "../../db/schema";

/** Where a session stands: all that it takes to place its next record. */
export interface Position {
  /** Undefined for a session that is not stored yet. */
  readonly id: number | undefined;
  readonly size: number;
  readonly root: Uint8Array;
  /** The leaf hash of the last record. */
  readonly link: Uint8Array;
  /** The compact range of its tree, as one row of bytes. */
  readonly range: Uint8Array;
  readonly isClosed: boolean;
}

export interface Stored extends Position {
  readonly id: number;
  readonly vkey: string;
  /** When its last batch was accepted. */
  readonly movedAt: Date;
}

export const BEGINNING: Position = {
  id: undefined,
  size: 0,
  root: new Uint8Array(0),
  link: new Uint8Array(HASH_BYTES),
  range: new Uint8Array(0),
  isClosed: false,
};

export async function storedPosition(
  read: ReadDb | Tx,
  workspaceId: string,
  sid: string,
): Promise<Stored | undefined> {
  const { id, vkey, size, root, link, range, closed, movedAt } = auditSessions;
  const [row] = await read
    .select({ id, vkey, size, root, link, range, closed, movedAt })
    .from(auditSessions)
    .where(and(eq(auditSessions.workspaceId, workspaceId), eq(auditSessions.sid, sid)))
    .limit(1);
  return row && { ...row, isClosed: row.closed !== null };
}

/** The note of the last accepted batch; what is no text any more is not repeated. */
export async function lastNote(read: ReadDb | Tx, sessionId: number): Promise<string | undefined> {
  const [row] = await read
    .select({ note: bytesOf(auditCheckpoints.note) })
    .from(auditCheckpoints)
    .where(eq(auditCheckpoints.sessionId, sessionId))
    .orderBy(desc(auditCheckpoints.size))
    .limit(1);
  return row && fromUtf8(row.note);
}
