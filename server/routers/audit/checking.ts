import "server-only";
import { checkingInput, checkingOutput } from "@/lib/audit/sync/operate";
import { sessionOf } from "../../audit/reading/find-session";
import { memberProcedure } from "../../trpc/procedures";

/** A short session is looked at in this time, and nobody hears of it. */
const PATIENCE_MS = 100;

/** How far the look is that comes before a signature. Whoever asks need not wait for it, and it goes on without them. */
export const checking = memberProcedure
  .input(checkingInput)
  .output(checkingOutput)
  .query(async ({ ctx, input }) => {
    const { id, size } = await sessionOf(ctx.database.read, ctx.workspace.id, input.sid);
    const underWay = await ctx.checks.underWay({ workspaceId: ctx.workspace.id, sessionId: id }, PATIENCE_MS);
    return { checking: underWay ? { looked: Math.min(underWay.looked, size), of: size } : null };
  });
