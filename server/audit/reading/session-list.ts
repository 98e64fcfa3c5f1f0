import "server-only";
import { and, desc, eq, gt, gte, isNull, lt, lte, or, type SQL } from "drizzle-orm";
import { isSid } from "@/lib/audit/record";
import type { SessionFilter, SessionView } from "@/lib/audit/sync/wire";
import { AegisError } from "@/lib/errors";
import type { ReadDb } from "../../db/database";
import { auditSessions } from "../../db/schema";
import { selectSessions, toView } from "./session-view";

export interface WantedSessions {
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly filter: SessionFilter;
}

/** The sessions of a workspace, the last opened first. Paged by where a page ended: what is added meanwhile moves nothing. */
export async function listSessions(
  read: ReadDb,
  workspaceId: string,
  { cursor, limit, filter }: WantedSessions,
): Promise<{ items: SessionView[]; next: string | null }> {
  const rows = await selectSessions(read)
    .where(and(eq(auditSessions.workspaceId, workspaceId), after(cursor), ...conditionsOf(filter)))
    .orderBy(desc(auditSessions.openedAt), desc(auditSessions.sid))
    .limit(limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1)?.session;
  const next = rows.length > limit && last ? `${last.openedAt.getTime()}.${last.sid}` : null;
  return { items: items.map(toView), next };
}

function after(cursor: string | undefined): SQL | undefined {
  if (cursor === undefined) return undefined;
  const [, at = "", sid = ""] = /^(\d{1,15})\.(.*)$/.exec(cursor) ?? [];
  if (!isSid(sid))
    throw new AegisError("BAD_REQUEST", { message: "The cursor is none that a page ended with." });
  const openedAt = new Date(Number(at));
  return or(
    lt(auditSessions.openedAt, openedAt),
    and(eq(auditSessions.openedAt, openedAt), lt(auditSessions.sid, sid)),
  );
}

function conditionsOf({ agent, driver, status, verdict, since, until }: SessionFilter): (SQL | undefined)[] {
  const counted = {
    deny: auditSessions.denied,
    approve: auditSessions.approvals,
    sanitize: auditSessions.sanitized,
  };
  return [
    agent === undefined ? undefined : eq(auditSessions.agent, agent),
    driver === undefined ? undefined : eq(auditSessions.driver, driver),
    status === undefined
      ? undefined
      : status === "open"
        ? isNull(auditSessions.closed)
        : eq(auditSessions.closed, status),
    verdict === undefined ? undefined : gt(counted[verdict], 0),
    since === undefined ? undefined : gte(auditSessions.openedAt, new Date(since)),
    until === undefined ? undefined : lte(auditSessions.openedAt, new Date(until)),
  ];
}
