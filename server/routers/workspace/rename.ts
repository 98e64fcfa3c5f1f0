import "server-only";
import { z } from "zod";
import { roleProcedure } from "../../trpc/procedures";
import { renameWorkspace, workspaceName, workspaceView } from "../../workspaces/workspaces";

export const rename = roleProcedure("owner")
  .input(z.object({ name: workspaceName }))
  .output(workspaceView)
  .mutation(async ({ ctx, input }) => {
    await ctx.database.write((tx) => renameWorkspace(tx, ctx.workspace.id, input.name));
    return { ...ctx.workspace, name: input.name };
  });
