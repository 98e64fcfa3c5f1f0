import "server-only";
import { memberProcedure } from "../../trpc/procedures";
import { workspaceView } from "../../workspaces/workspaces";

export const get = memberProcedure.output(workspaceView).query(({ ctx }) => ctx.workspace);
