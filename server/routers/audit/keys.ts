import "server-only";
import { keysInput, keysOutput } from "@/lib/audit/sync/operate";
import { listKeys } from "../../audit/keys";
import { memberProcedure } from "../../trpc/procedures";

export const keys = memberProcedure
  .input(keysInput)
  .output(keysOutput)
  .query(async ({ ctx }) => {
    const { host } = await ctx.log();
    return { host, keys: await listKeys(ctx.database.read, host, ctx.workspace.id) };
  });
