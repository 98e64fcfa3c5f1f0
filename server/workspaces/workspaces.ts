import "server-only";
import { and, desc, eq } from "drizzle-orm";
import { z } from "zod";
import { AegisError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { Database, ReadDb, Tx } from "../db/database";
import { memberships, ROLES, workspaces } from "../db/schema";

export const workspaceName = z.string().trim().min(1).max(80);
export const exampleSlug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(64);

/** A workspace as one of its members sees it. */
export const workspaceView = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  example: z.string().nullable(),
  openedAt: z.iso.datetime(),
});
export type WorkspaceView = z.infer<typeof workspaceView>;

/** More than anybody reads in a list; paging comes with the need. */
const LIST_LIMIT = 100;

const columns = {
  id: workspaces.id,
  name: workspaces.name,
  role: memberships.role,
  example: workspaces.example,
  openedAt: memberships.openedAt,
};
type Row = Omit<WorkspaceView, "openedAt"> & { openedAt: Date };
const toView = (row: Row): WorkspaceView => ({ ...row, openedAt: row.openedAt.toISOString() });

/** The actor's workspaces, the last opened first. */
export async function listWorkspaces(read: ReadDb, actorId: string): Promise<WorkspaceView[]> {
  const rows = await read
    .select(columns)
    .from(memberships)
    .innerJoin(workspaces, eq(workspaces.id, memberships.workspaceId))
    .where(eq(memberships.actorId, actorId))
    .orderBy(desc(memberships.openedAt), desc(memberships.workspaceId))
    .limit(LIST_LIMIT);
  return rows.map(toView);
}

const OF_MEMBER = `SELECT workspaces.id, workspaces.name, memberships.role, workspaces.example,
  memberships.opened_at AS openedAt FROM memberships JOIN workspaces ON workspaces.id = memberships.workspace_id
  WHERE memberships.actor_id = ? AND memberships.workspace_id = ?`;

/**
 * The workspace, if the actor is a member of it. Whether it exists for others is not told: an answer that differs
 * would let anybody test ids. By a statement, for every call of a member asks it.
 */
export async function workspaceOfMember(
  database: Pick<Database, "row">,
  workspaceId: string,
  actorId: string,
): Promise<WorkspaceView> {
  const row = await database.row(OF_MEMBER, [actorId, workspaceId]);
  if (!row) throw new AegisError("NOT_FOUND", { message: "There is no workspace here that you may see." });
  return workspaceView.parse({ ...row, openedAt: new Date(Number(row.openedAt)).toISOString() });
}

export interface NewWorkspace {
  readonly name: string;
  readonly example: string | null;
}

export async function createWorkspace(
  tx: Tx,
  actorId: string,
  wanted: NewWorkspace,
  now: Date,
): Promise<WorkspaceView> {
  const id = newId("workspace");
  await tx.insert(workspaces).values({ id, ...wanted, createdBy: actorId, createdAt: now });
  await tx.insert(memberships).values({ workspaceId: id, actorId, role: "owner", openedAt: now });
  return { id, ...wanted, role: "owner", openedAt: now.toISOString() };
}

/** The actor's own workspace of this example, made when there is none: opening it twice does not make two. */
export async function openWorkspace(
  tx: Tx,
  actorId: string,
  wanted: NewWorkspace,
  now: Date,
): Promise<WorkspaceView> {
  const sameExample = wanted.example === null ? undefined : eq(workspaces.example, wanted.example);
  const rows = await tx
    .select(columns)
    .from(memberships)
    .innerJoin(workspaces, eq(workspaces.id, memberships.workspaceId))
    .where(and(eq(memberships.actorId, actorId), eq(workspaces.createdBy, actorId), sameExample))
    .orderBy(desc(memberships.openedAt))
    .limit(1);
  const found = rows[0];
  if (!found) return createWorkspace(tx, actorId, wanted, now);
  await tx
    .update(memberships)
    .set({ openedAt: now })
    .where(and(eq(memberships.workspaceId, found.id), eq(memberships.actorId, actorId)));
  return toView({ ...found, openedAt: now });
}

export async function renameWorkspace(tx: Tx, workspaceId: string, name: string): Promise<void> {
  await tx.update(workspaces).set({ name }).where(eq(workspaces.id, workspaceId));
}
