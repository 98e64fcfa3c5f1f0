import "server-only";
import { healthInput, healthOutput } from "@/lib/audit/sync/operate";
import { findingsOf } from "../../audit/check";
import { memberProcedure } from "../../trpc/procedures";

const SHOWN = 100;

export const health = memberProcedure
  .input(healthInput)
  .output(healthOutput)
  .query(async ({ ctx }) => ({
    findings: await findingsOf(ctx.database.read, { workspaceId: ctx.workspace.id, most: SHOWN }),
    checking: ctx.checks.progress().state === "running",
  }));
