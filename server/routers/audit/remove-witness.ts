import "server-only";
import { logOutput, removeWitnessInput } from "@/lib/audit/sync/operate";
import { logState, removeWitness as remove } from "../../audit/witnesses";
import { roleProcedure } from "../../trpc/procedures";

export const removeWitness = roleProcedure("owner")
  .input(removeWitnessInput)
  .output(logOutput)
  .mutation(({ ctx, input }) =>
    ctx.database.write(async (tx) => {
      await remove(tx, ctx.workspace.id, input.vkey);
      return logState(tx, ctx.workspace.id);
    }),
  );
