import "server-only";
import { and, asc, count, eq, isNotNull } from "drizzle-orm";
import type { LogFinding } from "@/lib/audit/sync/operate";
import type { ReadDb } from "../../db/database";
import { auditChecks, auditLogs, auditSessions } from "../../db/schema";

interface Asked {
  /** All of them, where it is absent: for whoever runs the server. */
  readonly workspaceId?: string;
  readonly most: number;
}

/** What is refused, as it was found: logs of workspaces first, then sessions in their order. */
export async function findingsOf(read: ReadDb, { workspaceId, most }: Asked): Promise<LogFinding[]> {
  const ofLog = workspaceId === undefined ? undefined : eq(auditLogs.workspaceId, workspaceId);
  const logs = await read
    .select()
    .from(auditLogs)
    .where(and(isNotNull(auditLogs.fault), ofLog))
    .orderBy(asc(auditLogs.workspaceId))
    .limit(most);
  const ofSession = workspaceId === undefined ? undefined : eq(auditSessions.workspaceId, workspaceId);
  const sessions = await read
    .select({ workspaceId: auditSessions.workspaceId, sid: auditSessions.sid, check: auditChecks })
    .from(auditChecks)
    .innerJoin(auditSessions, eq(auditSessions.id, auditChecks.sessionId))
    .where(and(isNotNull(auditChecks.fault), ofSession))
    .orderBy(asc(auditChecks.sessionId))
    .limit(most);
  const found = [
    ...logs.map((log) => ({
      workspaceId: log.workspaceId,
      sid: null,
      seq: null,
      code: log.fault ?? "",
      why: log.why ?? "",
    })),
    ...sessions.map(({ check, ...place }) => ({
      ...place,
      seq: check.faultSeq,
      code: check.fault ?? "",
      why: check.why ?? "",
    })),
  ];
  return found.slice(0, most);
}

/** How many logs and sessions are refused. */
export async function countFindings(read: ReadDb): Promise<number> {
  const [logs] = await read.select({ n: count() }).from(auditLogs).where(isNotNull(auditLogs.fault));
  const [sessions] = await read.select({ n: count() }).from(auditChecks).where(isNotNull(auditChecks.fault));
  return (logs?.n ?? 0) + (sessions?.n ?? 0);
}
