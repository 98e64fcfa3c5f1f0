import "server-only";
import { headInput, headOutput } from "@/lib/audit/sync/wire";
import { storedReceipt } from "../../audit/ingest";
import { sessionOf } from "../../audit/reading/find-session";
import { memberProcedure } from "../../trpc/procedures";

export const head = memberProcedure
  .input(headInput)
  .output(headOutput)
  .query(async ({ ctx, input }) => {
    const { database, checks, workspace } = ctx;
    const session = await sessionOf(database.read, workspace.id, input.sid);
    const subject = { workspaceId: workspace.id, sessionId: session.id };
    await checks.ensure(subject);
    await checks.assertSignable(database.read, subject);
    return storedReceipt(database.read, await ctx.log(), workspace.id, session);
  });
