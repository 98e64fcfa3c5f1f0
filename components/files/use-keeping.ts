import { useCallback, useEffect, useRef, useState } from "react";
import type { FilesState } from "./files";
import type { KeptStore, Outcome } from "./kept-store";

/** What was typed is on its way to the disk after this, whether or not somebody goes on typing. */
const KEEP_WITHIN_MS = 50;
/** So long nothing may change before it says so: the line must not flicker while somebody types. */
const SAY_AFTER_MS = 150;

export type Keeping = Outcome | "pending";

/** Keeps every state soon after it came about, one write after the other, always the latest. */
export function useKeeping(state: FilesState, active: boolean, store: KeptStore | null) {
  const [keeping, setKeeping] = useState<Keeping>("kept");
  const latest = useRef(state);
  latest.current = state;
  const written = useRef<FilesState | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const keepNow = useCallback(async (): Promise<boolean> => {
    const now = latest.current;
    if (!active || store === null || written.current === now) return true;
    const outcome = await store.save(now);
    if (outcome === "kept") written.current = now;
    else setKeeping(outcome);
    return outcome === "kept";
  }, [active, store]);

  useEffect(() => {
    if (!active || written.current === state) return;
    setKeeping((before) => (before === "kept" ? "pending" : before));
    timer.current ??= setTimeout(() => {
      void keepNow().finally(() => {
        timer.current = undefined;
        if (written.current !== latest.current) void keepNow();
      });
    }, KEEP_WITHIN_MS);
    const say = setInterval(() => {
      if (written.current !== latest.current) return;
      clearInterval(say);
      setKeeping("kept");
    }, SAY_AFTER_MS);
    return () => clearInterval(say);
  }, [active, state, keepNow]);

  useEffect(() => {
    const goingAway = () => void keepNow();
    window.addEventListener("pagehide", goingAway);
    return () => window.removeEventListener("pagehide", goingAway);
  }, [keepNow]);

  return { keeping, keepNow };
}
