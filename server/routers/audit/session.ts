import "server-only";
import { sessionInput, sessionOutput } from "@/lib/audit/sync/wire";
import { summaryOf } from "../../audit/reading/session-summary";
import { memberProcedure } from "../../trpc/procedures";

export const session = memberProcedure
  .input(sessionInput)
  .output(sessionOutput)
  .query(({ ctx, input, signal }) => summaryOf(ctx.database.read, ctx.workspace.id, input.sid, { signal }));
