import { useEffect, useState, useSyncExternalStore } from "react";
import { RunStore } from "./run-store";

/** The run of this workbench; whoever shows it is drawn again when something of it changed, once a frame at most. */
export function useRun(workspaceId: string, actor: string): RunStore {
  const [store] = useState(() => new RunStore(workspaceId, actor));
  useRunVersion(store);
  useEffect(() => {
    // When the page has nothing else to do: the first run is then as quick as the others.
    const idle = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 1_000));
    const cancel = globalThis.cancelIdleCallback ?? clearTimeout;
    const handle = idle(() => void store.warm().catch(() => {}));
    return () => cancel(handle as number);
  }, [store]);
  return store;
}

export function useRunVersion(store: RunStore): number {
  return useSyncExternalStore(
    store.subscribe,
    () => store.version,
    () => 0,
  );
}
