import "server-only";
import { listFilesInput, listFilesOutput } from "@/lib/workspace/wire";
import { memberProcedure } from "../../trpc/procedures";
import { listFiles } from "../../workspaces/files";

export const list = memberProcedure
  .input(listFilesInput)
  .output(listFilesOutput)
  .query(async ({ ctx }) => ({ items: await listFiles(ctx.database.read, ctx.workspace.id) }));
