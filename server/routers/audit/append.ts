import "server-only";
import { appendOutput } from "@/lib/audit/sync/wire";
import * as ingest from "../../audit/ingest";
import { roleProcedure } from "../../trpc/procedures";

export const append = roleProcedure("author")
  .input(ingest.sentInput)
  .output(appendOutput)
  .mutation(async ({ ctx, input }) => {
    const server = { database: ctx.database, log: await ctx.log(), checks: ctx.checks };
    const from = { actorId: ctx.actor.id, workspaceId: ctx.workspace.id, now: ctx.now };
    return ingest.append(server, from, input);
  });
