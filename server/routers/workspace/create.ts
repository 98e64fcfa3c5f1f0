import "server-only";
import { z } from "zod";
import { sessionProcedure } from "../../trpc/procedures";
import { createWorkspace, exampleSlug, workspaceName, workspaceView } from "../../workspaces/workspaces";

export const create = sessionProcedure
  .input(z.object({ name: workspaceName, example: exampleSlug.optional() }))
  .output(workspaceView)
  .mutation(({ ctx, input }) =>
    ctx.database.write((tx) =>
      createWorkspace(tx, ctx.actor.id, { name: input.name, example: input.example ?? null }, ctx.now),
    ),
  );
