import "server-only";
import { versionsInput, versionsOutput } from "@/lib/workspace/wire";
import { memberProcedure } from "../../trpc/procedures";
import { listVersions } from "../../workspaces/files";

export const versions = memberProcedure
  .input(versionsInput)
  .output(versionsOutput)
  .query(async ({ ctx, input }) => ({
    items: await listVersions(ctx.database.read, ctx.workspace.id, input.path, ctx.actor.id),
  }));
