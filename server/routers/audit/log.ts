import "server-only";
import { logInput, logOutput } from "@/lib/audit/sync/operate";
import { logState } from "../../audit/witnesses";
import { memberProcedure } from "../../trpc/procedures";

export const log = memberProcedure
  .input(logInput)
  .output(logOutput)
  .query(({ ctx }) => logState(ctx.database.read, ctx.workspace.id));
