import "server-only";
import { newId } from "@/lib/ids";
import type { Actor } from "../auth/actor";
import { startAnonymousSession } from "../auth/sessions";
import type { Database } from "../db/database";
import { memberships, type Role } from "../db/schema";
import { appRouter } from "../routers";
import type { Context } from "../trpc/context";
import { createCallerFactory } from "../trpc/procedures";

export const TEST_KEY = Buffer.alloc(32, 7);
export const NOON = new Date("2026-03-01T12:00:00.000Z");

export async function newAuthor(database: Database): Promise<Actor> {
  return (await database.write((tx) => startAnonymousSession(tx, TEST_KEY, NOON))).actor;
}

export async function join(database: Database, workspaceId: string, actor: Actor, role: Role): Promise<void> {
  await database.write((tx) =>
    tx.insert(memberships).values({ workspaceId, actorId: actor.id, role, openedAt: NOON }).execute(),
  );
}

/** The routers as this actor reaches them: every check of the ladder is the real one. */
export function callerOf(database: Database, actor: Actor | null, now: Date = NOON) {
  const context: Context = { actor, database, requestId: newId("request"), now };
  return createCallerFactory(appRouter)(context);
}
