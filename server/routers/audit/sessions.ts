import "server-only";
import { sessionsInput, sessionsOutput } from "@/lib/audit/sync/wire";
import { listSessions } from "../../audit/reading/session-list";
import { memberProcedure } from "../../trpc/procedures";

export const sessions = memberProcedure
  .input(sessionsInput)
  .output(sessionsOutput)
  .query(({ ctx, input }) => listSessions(ctx.database.read, ctx.workspace.id, input));
