import { useEffect, useState } from "react";
import { messageOf } from "@/lib/thrown";
import { Late } from "../late/late";
import type { SyncEngine } from "./engine";
import { EMPTY_VIEW, type SyncView } from "./view";

// Fetched early all the same: the first log may be made without a network.
const sending = new Late(() => import("./engine"));
const listening = new Late(() => import("./messages"));
const DATABASES = new Set(["aegis-audit", "aegis-sync"]);

export interface Sync {
  readonly view: SyncView;
  /** Null until there is something to send or to check. */
  readonly engine: SyncEngine | null;
}

/** The logs of this browser on their way to the server. What sends them is loaded when there are any. */
export function useSync(workspaceId: string): Sync {
  const [view, setView] = useState<SyncView>(EMPTY_VIEW);
  const [engine, setEngine] = useState<SyncEngine | null>(null);

  useEffect(() => {
    const left = new AbortController();
    const { signal } = left;
    const start = async () => {
      const { startSync } = await sending.fetch();
      const started = await startSync({ workspaceId, onView: setView, signal });
      if (!signal.aborted) setEngine(started);
    };
    void needed(signal)
      .then(() => (signal.aborted ? undefined : start()))
      .catch((error: unknown) => {
        if (!signal.aborted) setView({ ...EMPTY_VIEW, failed: messageOf(error) });
      });
    return () => left.abort();
  }, [workspaceId]);
  return { view, engine };
}

/** As soon as this browser holds a log, or remembers one of the server's: then the server is to be held to it. */
async function needed(signal: AbortSignal): Promise<void> {
  if (await holdsAny()) return;
  const { listen } = await listening.fetch();
  await new Promise<void>((resolve) => {
    if (!signal.aborted) listen(() => resolve(), signal);
  });
}

async function holdsAny(): Promise<boolean> {
  // A page without https has no storage for logs; a browser that cannot list its databases may have some.
  const storage = globalThis.indexedDB as IDBFactory | undefined;
  if (storage === undefined) return false;
  const all = await storage.databases?.().catch(() => undefined);
  return all?.some(({ name }) => name !== undefined && DATABASES.has(name)) ?? true;
}
