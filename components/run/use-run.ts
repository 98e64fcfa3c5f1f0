import { useEffect, useState, useSyncExternalStore } from "react";
import type { DriverName } from "../driver-picker/drivers";
import type { LineMarks } from "../editor/line-marks";
import { RunStore } from "./run-store";

/** The run of this workbench. It does not draw anything again: whoever shows a part of it asks for that below. */
export function useRun(workspaceId: string, actor: string, driver: DriverName): RunStore {
  const [store] = useState(() => new RunStore(workspaceId, actor, driver));
  useEffect(() => store.restoreArguments(), [store]);
  useEffect(() => {
    // When the page has nothing else to do: the first run is then as quick as the others.
    const idle = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 1_000));
    const cancel = globalThis.cancelIdleCallback ?? clearTimeout;
    const handle = idle(() => void store.warm().catch(() => {}));
    return () => cancel(handle as number);
  }, [store]);
  return store;
}

/** What the lines of the policy decided; drawn again only when records have come. */
export function useMarks(store: RunStore): LineMarks {
  return useSyncExternalStore(
    store.subscribe,
    () => store.marks,
    () => NO_MARKS,
  );
}

const NO_MARKS: LineMarks = { text: "", marks: [] };

/** Draws whoever calls it again when anything of the run has changed, once a frame at most. */
export function useRunVersion(store: Pick<RunStore, "subscribe" | "version">): number {
  return useSyncExternalStore(
    store.subscribe,
    () => store.version,
    () => 0,
  );
}
