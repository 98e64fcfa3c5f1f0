import "server-only";
import { keepInput, keepOutput } from "@/lib/audit/sync/wire";
import { keepBodies } from "../../audit/ingest/bodies";
import { sessionOf } from "../../audit/reading/find-session";
import { roleProcedure } from "../../trpc/procedures";

export const keep = roleProcedure("author")
  .input(keepInput)
  .output(keepOutput)
  .mutation(({ ctx, input }) =>
    ctx.database.write(async (tx) => {
      const { id } = await sessionOf(tx, ctx.workspace.id, input.sid);
      return { kept: await keepBodies(tx, id, input.bodies, ctx.now) };
    }),
  );
