import "server-only";
import { proofInput, proofOutput } from "@/lib/audit/sync/wire";
import { sessionOf } from "../../audit/reading/find-session";
import { proveRecord, proveSession, proveWorkspace } from "../../audit/reading/proofs";
import { memberProcedure } from "../../trpc/procedures";

export const proof = memberProcedure
  .input(proofInput)
  .output(proofOutput)
  .query(async ({ ctx, input }) => {
    const { read } = ctx.database;
    const log = await ctx.log();
    if (input.of === "workspace") return proveWorkspace(read, log, ctx.workspace.id, input.from);
    const session = await sessionOf(read, ctx.workspace.id, input.sid);
    return input.of === "record"
      ? proveRecord(read, log, session, input)
      : proveSession(read, log, session, input);
  });
