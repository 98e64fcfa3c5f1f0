import "server-only";
import { logOutput, witnessInput } from "@/lib/audit/sync/operate";
import { addWitness as add, logState } from "../../audit/witnesses";
import { roleProcedure } from "../../trpc/procedures";

export const addWitness = roleProcedure("owner")
  .input(witnessInput)
  .output(logOutput)
  .mutation(async ({ ctx, input }) => {
    const { id } = ctx.workspace;
    const { reach } = ctx.witnesses;
    const { cosigners, workspaceVkeys } = await ctx.log();
    const own = [...cosigners, ...workspaceVkeys(id)];
    const state = await ctx.database.write(async (tx) => {
      await add(tx, id, input, { reach, own, now: ctx.now });
      return logState(tx, id);
    });
    ctx.witnesses.moved(id);
    return state;
  });
