import "server-only";
import { fromUtf8 } from "@/lib/audit/bytes";
import { HASH_BYTES } from "@/lib/audit/hash";
import type { Database } from "../../db/database";

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
  database: Pick<Database, "row">,
  workspaceId: string,
  sid: string,
): Promise<Stored | undefined> {
  const row = await database.row(STORED, [workspaceId, sid]);
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

const NOTE = "SELECT CAST(note AS BLOB) AS note FROM audit_checkpoints WHERE session_id = ? AND size = ?";

/**
 * The note by which a session came to this size; what is no text any more is not repeated. Asked for by the size that is
 * told with it, and where that was read: the last one may be that of a batch before or after.
 */
export async function noteAt(
  by: Pick<Database, "row">,
  { id, size }: Pick<Stored, "id" | "size">,
): Promise<string | undefined> {
  const row = await by.row(NOTE, [id, size]);
  return row && fromUtf8(row.note as Uint8Array);
}
