import { useEffect, useState, useSyncExternalStore } from "react";
import type { DriverName } from "../driver-picker/drivers";
import type { LineMarks } from "../editor/line-marks";
import { whenIdle } from "../late/when-idle";
import { RunStore } from "./run-store";

/** The run of this workbench. It does not draw anything again: whoever shows a part of it asks for that below. */
export function useRun(workspaceId: string, actor: string, driver: DriverName): RunStore {
  const [store] = useState(() => new RunStore(workspaceId, actor, driver));
  useEffect(() => store.restoreArguments(), [store]);
  // The first run is then as quick as the others.
  useEffect(() => whenIdle(() => void store.warm().catch(() => {})), [store]);
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
