import "server-only";
import { z } from "zod";
import { sessionProcedure } from "../../trpc/procedures";
import { listWorkspaces, workspaceView } from "../../workspaces/workspaces";

export const list = sessionProcedure
  .output(z.object({ items: z.array(workspaceView) }))
  .query(async ({ ctx }) => ({ items: await listWorkspaces(ctx.database.read, ctx.actor.id) }));
