import { useEffect, useState, useSyncExternalStore } from "react";
import type { RunStore } from "../run/run-store";
import { type DeskPort, DeskStore } from "./desk-store";

/** What is said about the policy of this workbench. Whoever shows a part of it asks below to be drawn again. */
export function useDesk(run: RunStore, policy: string): DeskStore {
  const [desk] = useState(() => new DeskStore(startWorker));
  useEffect(() => desk.open(run), [desk, run]);
  useEffect(() => desk.setPolicy(policy), [desk, policy]);
  return desk;
}

export function useDeskVersion(desk: DeskStore): number {
  return useSyncExternalStore(
    desk.subscribe,
    () => desk.version,
    () => 0,
  );
}

/** The bundler finds workers by this very expression. */
function startWorker(): DeskPort {
  return new Worker(new URL("./desk.worker.ts", import.meta.url), { type: "module" }) as DeskPort;
}
