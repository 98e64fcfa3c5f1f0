import "server-only";
import { and, desc, eq, ne } from "drizzle-orm";
import { newId } from "@/lib/ids";
import type { Tx } from "../db/database";
import { actors, memberships, workspaces } from "../db/schema";
import { StartFault } from "../start-fault";
import { createWorkspace } from "../workspaces/workspaces";

/** By these the command finds what it made the last time. */
const AUTHOR = "Seed";
const WORKSPACE = "Seeded sessions";

export interface Place {
  readonly authorId: string;
  readonly workspaceId: string;
}

export async function placeOf(tx: Tx, now: Date): Promise<Place> {
  const [known] = await tx
    .select({ authorId: actors.id, workspaceId: workspaces.id })
    .from(workspaces)
    .innerJoin(actors, eq(actors.id, workspaces.createdBy))
    .where(and(eq(workspaces.name, WORKSPACE), eq(actors.name, AUTHOR)))
    .limit(1);
  if (known) return known;
  const authorId = newId("actor");
  await tx.insert(actors).values({ id: authorId, kind: "anonymous", name: AUTHOR, createdAt: now });
  const { id } = await createWorkspace(tx, authorId, { name: WORKSPACE, example: null }, now);
  return { authorId, workspaceId: id };
}

/** Lets those in who are members of another workspace, of the one that was opened last where none is named. */
export async function letIn(
  tx: Tx,
  { authorId, workspaceId }: Place,
  named: string | undefined,
  now: Date,
): Promise<number> {
  const other = named ?? (await openedLast(tx, authorId));
  if (other === undefined) return 0;
  const members = await tx
    .select({ actorId: memberships.actorId })
    .from(memberships)
    .where(eq(memberships.workspaceId, other));
  if (members.length === 0) throw new StartFault(`There is no workspace ${other} here: look at its address.`);
  for (const { actorId } of members) {
    await tx
      .insert(memberships)
      .values({ workspaceId, actorId, role: "owner", openedAt: now })
      .onConflictDoNothing();
  }
  return members.length;
}

async function openedLast(tx: Tx, authorId: string): Promise<string | undefined> {
  const [last] = await tx
    .select({ workspaceId: memberships.workspaceId })
    .from(memberships)
    .innerJoin(workspaces, eq(workspaces.id, memberships.workspaceId))
    .where(and(ne(memberships.actorId, authorId), ne(workspaces.createdBy, authorId)))
    .orderBy(desc(memberships.openedAt))
    .limit(1);
  return last?.workspaceId;
}
