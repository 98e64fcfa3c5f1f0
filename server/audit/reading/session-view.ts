import "server-only";
import { eq } from "drizzle-orm";
import type { SessionView } from "@/lib/audit/sync/wire";
import type { ReadDb } from "../../db/database";
import { actors, auditChecks, auditSessions } from "../../db/schema";

/** A session as its members see it in a list. What is told of its records is said by them, not by the server. */
export function selectSessions(read: ReadDb) {
  return read
    .select({ session: auditSessions, actor: actors, check: auditChecks })
    .from(auditSessions)
    .innerJoin(actors, eq(actors.id, auditSessions.openedBy))
    .leftJoin(auditChecks, eq(auditChecks.sessionId, auditSessions.id))
    .$dynamic();
}
export type SessionListRow = Awaited<ReturnType<typeof selectSessions>>[number];

export function toView({ session, actor, check }: SessionListRow): SessionView {
  const { sid, agent, driver, firstTs, lastTs, size, specSha256, nonceAt } = session;
  return {
    sid,
    agent,
    driver,
    openedBy: { id: actor.id, kind: actor.kind, name: actor.name },
    openedAt: session.openedAt.toISOString(),
    movedAt: session.movedAt.toISOString(),
    firstTs,
    lastTs,
    nonceAt: nonceAt?.toISOString() ?? null,
    size,
    status: session.closed ?? "open",
    specSha256,
    counts: {
      allow: session.allowed,
      deny: session.denied,
      approve: session.approvals,
      sanitize: session.sanitized,
    },
    check: check && checkOf(check, size),
  };
}

function checkOf(check: typeof auditChecks.$inferSelect, size: number): NonNullable<SessionView["check"]> {
  const at = check.checkedAt.toISOString();
  if (check.fault !== null) {
    const seq = check.faultSeq === null ? {} : { seq: check.faultSeq };
    return { code: check.fault, ...seq, why: check.why ?? "", at };
  }
  const why =
    check.size < size
      ? `The first ${check.size} of ${size} records were found to be those that were signed.`
      : "Every record was found to be one that was signed.";
  return { code: "OK", why, at };
}
