import "server-only";
import { writeFileInput, writeFileOutput } from "@/lib/workspace/wire";
import { roleProcedure } from "../../trpc/procedures";
import { fileWatchOf } from "../../workspaces/file-watch";
import { writeFile } from "../../workspaces/files";

/** The workspace is the one that the ladder has looked up, never the claim in the input. */
export const write = roleProcedure("author")
  .input(writeFileInput)
  .output(writeFileOutput)
  .mutation(async ({ ctx, input }) => {
    const workspaceId = ctx.workspace.id;
    const written = await ctx.database.write((tx) =>
      writeFile(tx, ctx.actor.id, { ...input, workspaceId }, ctx.now),
    );
    fileWatchOf(ctx.database).changed(workspaceId);
    return written;
  });
