import "server-only";
import { proofInput, proofOutput } from "@/lib/audit/sync/wire";
import { sessionOf } from "../../audit/reading/find-session";
import { proveRecord, proveSession, proveWorkspace } from "../../audit/reading/proofs";
import { memberProcedure } from "../../trpc/procedures";

export const proof = memberProcedure
  .input(proofInput)
  .output(proofOutput)
  .query(async ({ ctx, input }) => {
    const { checks, database, workspace } = ctx;
    const { read } = database;
    // A proof leads to something signed, which is signed once more for it.
    const signing = async (sessionId?: number) => {
      await checks.ensure({ workspaceId: workspace.id, sessionId });
      await checks.assertSignable(read, { workspaceId: workspace.id, sessionId });
      return ctx.log();
    };
    if (input.of === "workspace") return proveWorkspace(read, await signing(), workspace.id, input.from);
    const session = await sessionOf(read, workspace.id, input.sid);
    const log = await signing(session.id);
    return input.of === "record"
      ? proveRecord(read, log, session, input)
      : proveSession(read, log, session, input);
  });
