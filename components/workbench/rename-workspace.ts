/** Gives a workspace another name on the server. Loaded when somebody does: the way there is more than the page around it. */
import { ERRORS } from "@/lib/errors";
import { failureOf } from "../states/failure";
import { queryClient, trpc, trpcClient } from "../trpc/client";

export type Renamed =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly text: string; readonly detail: string };

export async function renameWorkspace(workspaceId: string, name: string): Promise<Renamed> {
  try {
    const workspace = await trpcClient.workspace.rename.mutate({ workspaceId, name });
    void queryClient.invalidateQueries({ queryKey: trpc.workspace.list.queryKey() });
    return { ok: true, name: workspace.name };
  } catch (error) {
    const { code, requestId } = failureOf(error);
    return {
      ok: false,
      text: `Not renamed: ${ERRORS[code].summary}`,
      detail: `${code} ${requestId ?? ""}`,
    };
  }
}
