import "server-only";
import { configureInput, logOutput } from "@/lib/audit/sync/operate";
import { changeLog, logState } from "../../audit/witnesses";
import { roleProcedure } from "../../trpc/procedures";

export const configure = roleProcedure("owner")
  .input(configureInput)
  .output(logOutput)
  .mutation(({ ctx, input }) =>
    ctx.database.write(async (tx) => {
      await changeLog(tx, ctx.workspace.id, input);
      return logState(tx, ctx.workspace.id);
    }),
  );
