import "server-only";
import { changesInput, changesOutput } from "@/lib/workspace/wire";
import { memberProcedure } from "../../trpc/procedures";
import { fileWatchOf } from "../../workspaces/file-watch";

/** Asked again and again by pages that are looked at; it answers late where nothing changes. */
export const changes = memberProcedure
  .input(changesInput)
  .output(changesOutput)
  .query(async ({ ctx, input, signal }) => ({
    changes: await fileWatchOf(ctx.database).wait(ctx.workspace.id, input.since, signal),
  }));
