import { useEffect, useState } from "react";
import { comparePins, type Pinned } from "./pinned";
import type { SessionData } from "./session-data";

const DATABASE = "aegis-sync";

/** Null until it is known. A browser that remembers nothing is not made to: the database is opened only where it is. */
export function usePinned(data: Pick<SessionData, "told" | "workspaceId">): Pinned | null {
  const [pinned, setPinned] = useState<Pinned | null>(null);
  const { told, workspaceId } = data;
  useEffect(() => {
    let isGone = false;
    readPins()
      .catch(() => undefined) // storage that is switched off remembers nothing
      .then((pins) => isGone || setPinned(comparePins(pins, { told, workspaceId })));
    return () => {
      isGone = true;
    };
  }, [told, workspaceId]);
  return pinned;
}

async function readPins() {
  const names = await indexedDB.databases();
  if (!names.some(({ name }) => name === DATABASE)) return undefined;
  const { openSyncStore } = await import("../sync/sync-store");
  return (await openSyncStore()).pins();
}
