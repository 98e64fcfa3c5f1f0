import { useCallback, useEffect, useState } from "react";
import { clamp } from "../split/size";

export const EXPLORER_LIMITS = { min: 140, max: 480 };
const KEY = "aegis.explorer";
const START_PX = 208;

/** The width of the files, as it was left. */
export function useExplorerSize() {
  const [size, setSize] = useState(START_PX);
  useEffect(() => {
    try {
      const kept = Number(localStorage.getItem(KEY));
      if (kept > 0) setSize(clamp(kept, EXPLORER_LIMITS));
    } catch {
      // Without storage it starts at the usual width.
    }
  }, []);
  const change = useCallback((next: number) => {
    setSize(next);
    try {
      localStorage.setItem(KEY, String(next));
    } catch {
      // Then it holds for this visit.
    }
  }, []);
  return [size, change] as const;
}
