import "server-only";
import { eraseInput, eraseOutput } from "@/lib/audit/sync/wire";
import { eraseBodies } from "../../audit/ingest/bodies";
import { sessionOf } from "../../audit/reading/find-session";
import { roleProcedure } from "../../trpc/procedures";

export const erase = roleProcedure("owner")
  .input(eraseInput)
  .output(eraseOutput)
  .mutation(({ ctx, input }) =>
    ctx.database.write(async (tx) => {
      const { id } = await sessionOf(tx, ctx.workspace.id, input.sid);
      return { erased: await eraseBodies(tx, id, input.sha256) };
    }),
  );
