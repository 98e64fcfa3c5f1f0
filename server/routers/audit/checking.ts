import "server-only";
import { checkingInput, checkingOutput } from "@/lib/audit/sync/operate";
import { sessionOf } from "../../audit/reading/find-session";
import { memberProcedure } from "../../trpc/procedures";

/** The look at so few takes tenths of a second at most, unless the machine is busy: it is waited for. */
const SHORT = 10_000;
const PATIENCE_MS = { short: 5_000, long: 100 } as const;

/** How far the look is that comes before a signature. Whoever asks need not wait for it, and it goes on without them. */
export const checking = memberProcedure
  .input(checkingInput)
  .output(checkingOutput)
  .query(async ({ ctx, input }) => {
    const { id, size } = await sessionOf(ctx.database.read, ctx.workspace.id, input.sid);
    const subject = { workspaceId: ctx.workspace.id, sessionId: id };
    const patienceMs = PATIENCE_MS[size <= SHORT ? "short" : "long"];
    const underWay = await ctx.checks.underWay(subject, patienceMs);
    return { checking: underWay ? { looked: Math.min(underWay.looked, size), of: size } : null };
  });
