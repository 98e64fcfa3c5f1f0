import "server-only";
import { and, eq } from "drizzle-orm";
import { rootFromTiles } from "@/lib/audit/tree";
import { AegisError } from "@/lib/errors";
import type { ReadDb } from "../../db/database";
import { auditLogs } from "../../db/schema";
import type { LogChecks } from "../check";
import { HASHER } from "../check/walk";
import type { LogKeys } from "../keys";
import { workspaceTiles } from "../reading/trees";
import { cosignaturesAt, witnessedSize } from "../witnesses/store";

export type PublicLog = Pick<typeof auditLogs.$inferSelect, "workspaceId" | "size" | "root" | "quorum">;

/** One question for a log that is private, empty or not there: the answers cannot be told apart, nor timed apart. */
export async function publicLog(read: ReadDb, workspaceId: string): Promise<PublicLog> {
  const { size, root, quorum } = auditLogs;
  const [log] = await read
    .select({ workspaceId: auditLogs.workspaceId, size, root, quorum })
    .from(auditLogs)
    .where(and(eq(auditLogs.workspaceId, workspaceId), eq(auditLogs.isPublic, true)));
  if (!log || log.size === 0) throw new AegisError("NOT_FOUND");
  return log;
}

interface Signing {
  readonly read: ReadDb;
  readonly checks: LogChecks;
  readonly log: () => Promise<LogKeys>;
}

/**
 * The signed head with the cosignatures over it. Where a quorum is asked for, it is the last head that has it: a reader who
 * demands witnesses is not helped by a newer one that nobody has seen. While none has it, it is the last one, as it is.
 */
export async function headNote({ read, checks, log }: Signing, head: PublicLog): Promise<string> {
  const { workspaceId } = head;
  await checks.ensure({ workspaceId });
  await checks.assertSignable(read, { workspaceId });
  const seen = head.quorum > 0 ? await witnessedSize(read, workspaceId, head.quorum) : undefined;
  const size = seen && seen.size < head.size ? seen.size : head.size;
  const root = size === head.size ? head.root : await rootAt(read, workspaceId, size);
  const note = await (await log()).signHead(workspaceId, { size, root });
  return note + (await cosignaturesAt(read, workspaceId, size)).join("");
}

async function rootAt(read: ReadDb, workspaceId: string, size: number): Promise<Uint8Array> {
  const root = await rootFromTiles(HASHER, workspaceTiles(read, HASHER, workspaceId), size);
  if (!root.ok) throw new AegisError("LOG_REFUSED", { message: root.why });
  return root.value;
}
