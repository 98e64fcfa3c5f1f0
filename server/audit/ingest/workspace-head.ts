import "server-only";
import { asc, eq } from "drizzle-orm";
import type { ReadDb } from "../../db/database";
import { auditLogs, auditWitnesses } from "../../db/schema";
import type { LogChecks } from "../check";
import type { LogKeys } from "../keys";

/** The latest checkpoint of a workspace's log; undefined while it has no leaf. */
export async function signedHead(
  read: ReadDb,
  log: LogKeys,
  checks: LogChecks,
  workspaceId: string,
): Promise<string | undefined> {
  await checks.ensure({ workspaceId });
  await checks.assertSignable(read, { workspaceId });
  const { size, root } = auditLogs;
  const [head] = await read
    .select({ size, root })
    .from(auditLogs)
    .where(eq(auditLogs.workspaceId, workspaceId));
  return head && head.size > 0 ? log.signHead(workspaceId, head) : undefined;
}

/** Who else is asked to sign that log, and how many of them have to. */
export async function witnessesOf(read: ReadDb, workspaceId: string) {
  const { vkey, url, addedAt } = auditWitnesses;
  const witnesses = await read
    .select({ vkey, url })
    .from(auditWitnesses)
    .where(eq(auditWitnesses.workspaceId, workspaceId))
    .orderBy(asc(addedAt), asc(vkey));
  const [settings] = await read
    .select({ quorum: auditLogs.quorum })
    .from(auditLogs)
    .where(eq(auditLogs.workspaceId, workspaceId));
  return { witnesses, quorum: settings?.quorum ?? 0 };
}
