import "server-only";
import { and, desc, eq } from "drizzle-orm";
import { AegisError } from "@/lib/errors";
import type { ReadDb, Tx } from "../../db/database";
import { auditSessions, memberships, workspaces } from "../../db/schema";

export type SessionRow = typeof auditSessions.$inferSelect;

/** A sid is made up by whoever records: nothing keeps two workspaces of one actor from having the same. */
const MOST_PLACES = 20;

/** The session of that name in a workspace whose member the caller was found to be. */
export async function sessionOf(read: ReadDb | Tx, workspaceId: string, sid: string): Promise<SessionRow> {
  const rows = await read
    .select()
    .from(auditSessions)
    .where(and(eq(auditSessions.workspaceId, workspaceId), eq(auditSessions.sid, sid)))
    .limit(1);
  if (!rows[0]) throw noSuchSession();
  return rows[0];
}

export function noSuchSession(): AegisError {
  return new AegisError("NOT_FOUND", { message: "There is no session here that you may see." });
}

export interface Place {
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly size: number;
  readonly openedAt: Date;
}

/**
 * Where a session is, among the workspaces that the actor is a member of. The others are not looked at, so that an
 * address that somebody guessed is answered as one that was never given out.
 */
export async function locateSession(
  read: ReadDb,
  actorId: string,
  { sid, workspaceId }: { readonly sid: string; readonly workspaceId?: string | undefined },
): Promise<Place[]> {
  const within = workspaceId === undefined ? undefined : eq(auditSessions.workspaceId, workspaceId);
  const places = await read
    .select({
      workspaceId: workspaces.id,
      workspaceName: workspaces.name,
      size: auditSessions.size,
      openedAt: auditSessions.openedAt,
    })
    .from(memberships)
    .innerJoin(workspaces, eq(workspaces.id, memberships.workspaceId))
    .innerJoin(auditSessions, and(eq(auditSessions.workspaceId, workspaces.id), eq(auditSessions.sid, sid)))
    .where(and(eq(memberships.actorId, actorId), within))
    .orderBy(desc(auditSessions.openedAt))
    .limit(MOST_PLACES);
  if (places.length === 0) throw noSuchSession();
  return places;
}
