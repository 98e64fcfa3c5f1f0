/** Whether the author wants what runs read, wrote, printed and sent to be kept in this browser. */
import type { KeptBodies } from "@/lib/runtime/driver";
import { BodyStore } from "@/lib/runtime/embedded/journal/bodies";
import { keptText } from "../kept/kept-text";
import { keepingKey } from "./keeping-key";

/** Of one session: a run that writes for ever must not push out all that was kept before it. */
export const MOST_SESSION_BYTES = 32 * 1024 * 1024;

export function keepsBodies(workspaceId: string): boolean {
  return keptText(keepingKey(workspaceId)) === "yes";
}

/** For a session that begins now; undefined where nothing is to be kept. */
export function bodiesFor(
  workspace: string,
  sid: string,
): { readonly bodies: KeptBodies; close(): Promise<void> } | undefined {
  if (!keepsBodies(workspace)) return undefined;
  const store = new BodyStore({ workspace, sid });
  return {
    bodies: { store, mostBytes: MOST_SESSION_BYTES, onLost: (count) => store.lose(count) },
    close: () => store.close(),
  };
}
