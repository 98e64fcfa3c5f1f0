import { useCallback, useEffect, useRef, useState } from "react";
import { Held } from "../ui/held";
import type { FilesState } from "./files";
import type { KeptStore, Outcome } from "./kept-store";

/** What was typed is on its way to the disk after this, whether or not somebody goes on typing. */
const KEEP_WITHIN_MS = 50;
/** So long nothing may change before it says so: the line must not flicker while somebody types. */
const SAY_AFTER_MS = 150;

export type Keeping = Outcome | "pending";

/** Keeps every state soon after it came about, one write after the other, always the latest. It draws nothing again by itself. */
export function useKeeping(state: FilesState, active: boolean, store: KeptStore | null) {
  const [keeping] = useState(() => new Held<Keeping>("kept"));
  const latest = useRef(state);
  latest.current = state;
  const written = useRef<FilesState | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const saying = useRef<ReturnType<typeof setInterval>>(undefined);
  const isTyped = useRef<() => boolean>(() => false);

  const keepNow = useCallback(async (): Promise<boolean> => {
    const now = latest.current;
    if (!active || store === null || written.current === now) return true;
    const outcome = await store.save(now);
    if (outcome === "kept") written.current = now;
    else keeping.set(outcome);
    return outcome === "kept";
  }, [active, store, keeping]);

  /** Not kept from here on; says so once all is written that was typed, and nothing has changed for a while. */
  const sayWhenKept = useCallback(() => {
    if (keeping.value === "kept") keeping.set("pending");
    clearInterval(saying.current);
    saying.current = setInterval(() => {
      if (written.current !== latest.current || isTyped.current()) return;
      clearInterval(saying.current);
      keeping.set("kept");
    }, SAY_AFTER_MS);
  }, [keeping]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a tab that only reads any more keeps nothing
  useEffect(() => () => clearInterval(saying.current), [active]);

  useEffect(() => {
    if (!active || written.current === state) return;
    sayWhenKept();
    timer.current ??= setTimeout(() => {
      void keepNow().finally(() => {
        timer.current = undefined;
        if (written.current !== latest.current) void keepNow();
      });
    }, KEEP_WITHIN_MS);
  }, [active, state, keepNow, sayWhenKept]);

  const expectEdit = useCallback(
    (isPending: () => boolean) => {
      isTyped.current = isPending;
      sayWhenKept();
    },
    [sayWhenKept],
  );

  useEffect(() => {
    const goingAway = () => void keepNow();
    window.addEventListener("pagehide", goingAway);
    return () => window.removeEventListener("pagehide", goingAway);
  }, [keepNow]);

  return { keeping, keepNow, expectEdit };
}
