import { useSyncExternalStore } from "react";

/** As wide as a phone: the workbench shows one of its parts at a time there. */
const NARROW = "(max-width: 639px)";

export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, isNarrow, () => false);
}

function isNarrow(): boolean {
  return matchMedia(NARROW).matches;
}

function subscribe(listener: () => void): () => void {
  const query = matchMedia(NARROW);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}
