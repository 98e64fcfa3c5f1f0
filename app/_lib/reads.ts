import { AegisError, type ErrorCode } from "@/lib/errors";
import { serverCaller } from "@/server/caller";

/** What a read on the server came to. A page shows either; it never shows a thrown error's text. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: ErrorCode };

function codeOf(thrown: unknown): ErrorCode {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  return cause instanceof AegisError ? cause.code : "INTERNAL";
}

export async function read<T>(
  fetch: (caller: Awaited<ReturnType<typeof serverCaller>>) => Promise<T>,
): Promise<Read<T>> {
  try {
    return { ok: true, value: await fetch(await serverCaller()) };
  } catch (thrown) {
    return { ok: false, code: codeOf(thrown) };
  }
}

export const readAbout = () => read((caller) => caller.system.about());
export const readActor = () => read((caller) => caller.session.current());
export const readWorkspaces = () => read((caller) => caller.workspace.list());
export const readWorkspace = (workspaceId: string) => read((caller) => caller.workspace.get({ workspaceId }));
