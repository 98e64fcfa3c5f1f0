import "server-only";
import { evidenceInput, evidenceOutput } from "@/lib/audit/sync/wire";
import { evidenceOf } from "../../audit/ingest";
import { sessionOf } from "../../audit/reading/find-session";
import { memberProcedure } from "../../trpc/procedures";

export const evidence = memberProcedure
  .input(evidenceInput)
  .output(evidenceOutput)
  .query(async ({ ctx, input }) => {
    const { read } = ctx.database;
    const session = await sessionOf(read, ctx.workspace.id, input.sid);
    const rows = await evidenceOf(read, session.id);
    return { items: rows.map((row) => ({ ...row, at: row.at.toISOString() })) };
  });
