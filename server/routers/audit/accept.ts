import "server-only";
import { acceptInput, acceptOutput } from "@/lib/audit/sync/operate";
import { operatorProcedure } from "../../trpc/procedures";

/** An older database was put in place on purpose: the log of this workspace goes on from what it has. */
export const accept = operatorProcedure
  .input(acceptInput)
  .output(acceptOutput)
  .mutation(async ({ ctx, input: { workspaceId } }) => {
    const found = await ctx.checks.accept(workspaceId);
    return {
      finding: found ? { workspaceId, sid: null, seq: null, code: found.code, why: found.why } : null,
    };
  });
