import "server-only";
import { eq } from "drizzle-orm";
import type { Database, ReadDb, Tx } from "../../db/database";
import { auditChecks, auditLogs } from "../../db/schema";
import { findingOf } from "./points";
import type { Finding } from "./walk";

/** Where faults are read: by whoever serves a reader, or by a prepared statement where batches are written. */
export type Faults = Tx | ReadDb | Pick<Database, "row">;

// Text as bytes: what somebody made invalid behind the server's back would end the process when it is read.
const LOG =
  "SELECT size, CAST(fault AS BLOB) AS fault, CAST(why AS BLOB) AS why FROM audit_logs WHERE workspace_id = ?";
const SESSION = `SELECT CAST(fault AS BLOB) AS fault, fault_seq, CAST(why AS BLOB) AS why
  FROM audit_checks WHERE session_id = ?`;

/** The size of a workspace's log, and what was found wrong with it. */
export async function logState(
  by: Faults,
  workspaceId: string,
): Promise<{ readonly size: number; readonly finding: Finding | undefined }> {
  if ("row" in by) {
    const row = await by.row(LOG, [workspaceId]);
    const finding = findingOf({ fault: textOf(row?.fault), faultSeq: null, why: textOf(row?.why) });
    return { size: Number(row?.size ?? 0), finding };
  }
  const { size, fault, why } = auditLogs;
  const [log] = await by
    .select({ size, fault, why })
    .from(auditLogs)
    .where(eq(auditLogs.workspaceId, workspaceId));
  return {
    size: log?.size ?? 0,
    finding: findingOf({ fault: log?.fault ?? null, faultSeq: null, why: log?.why ?? null }),
  };
}

/** What was found wrong with a session. */
export async function sessionFault(by: Faults, sessionId: number): Promise<Finding | undefined> {
  if ("row" in by) {
    const row = await by.row(SESSION, [sessionId]);
    const faultSeq = row?.fault_seq == null ? null : Number(row.fault_seq);
    return findingOf({ fault: textOf(row?.fault), faultSeq, why: textOf(row?.why) });
  }
  const { fault, faultSeq, why } = auditChecks;
  const [check] = await by
    .select({ fault, faultSeq, why })
    .from(auditChecks)
    .where(eq(auditChecks.sessionId, sessionId));
  return check && findingOf(check);
}

function textOf(value: unknown): string | null {
  return value instanceof Uint8Array ? Buffer.from(value).toString("utf8") : null;
}
