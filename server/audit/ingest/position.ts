import "server-only";
import { desc, eq } from "drizzle-orm";
import { fromUtf8 } from "@/lib/audit/bytes";
import { HASH_BYTES } from "@/lib/audit/hash";
import { bytesOf } from "../../db/bytes-of";
import type { Database, ReadDb, Tx } from "../../db/database";
import { auditCheckpoints } from "../../db/schema";

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
}

export const BEGINNING: Position = {
  id: undefined,
  size: 0,
  root: new Uint8Array(0),
  link: new Uint8Array(HASH_BYTES),
  range: new Uint8Array(0),
  isClosed: false,
};

// The key as bytes: text that somebody made invalid behind the server's back would end the process when it is read.
const STORED = `SELECT id, CAST(vkey AS BLOB) AS vkey, size, root, link, range, closed IS NOT NULL AS is_closed
  FROM audit_sessions WHERE workspace_id = ? AND sid = ?`;

export async function storedPosition(
  database: Pick<Database, "rows">,
  workspaceId: string,
  sid: string,
): Promise<Stored | undefined> {
  const [row] = await database.rows(STORED, [workspaceId, sid]);
  if (!row) return undefined;
  return {
    id: Number(row.id),
    vkey: fromUtf8(row.vkey as Uint8Array) ?? "",
    size: Number(row.size),
    root: row.root as Uint8Array,
    link: row.link as Uint8Array,
    range: row.range as Uint8Array,
    isClosed: row.is_closed === 1,
  };
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
