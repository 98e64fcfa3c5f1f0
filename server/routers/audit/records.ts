import "server-only";
import { recordsInput, recordsOutput } from "@/lib/audit/sync/wire";
import { sessionOf } from "../../audit/reading/find-session";
import { pageOfRecords } from "../../audit/reading/record-page";
import { memberProcedure } from "../../trpc/procedures";

export const records = memberProcedure
  .input(recordsInput)
  .output(recordsOutput)
  .query(async ({ ctx, input, signal }) => {
    const { read } = ctx.database;
    const session = await sessionOf(read, ctx.workspace.id, input.sid);
    return { ...(await pageOfRecords(read, session, input, { signal })), size: session.size };
  });
