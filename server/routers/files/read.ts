import "server-only";
import { readFileInput, readFileOutput } from "@/lib/workspace/wire";
import { memberProcedure } from "../../trpc/procedures";
import { readFile } from "../../workspaces/files";

export const read = memberProcedure
  .input(readFileInput)
  .output(readFileOutput)
  .query(({ ctx, input }) => readFile(ctx.database.read, ctx.workspace.id, input.path, input.version));
