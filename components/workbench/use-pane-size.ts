import { useCallback, useEffect, useState } from "react";
import { keepText, keptText } from "../kept/kept-text";
import { clamp } from "../split/size";

/** The panes whose size can be changed: where each is kept, its limits, and how it starts out. */
export const PANES = {
  files: { key: "aegis.explorer", start: 208, limits: { min: 140, max: 480 } },
  run: { key: "aegis.timeline", start: 460, limits: { min: 280, max: 900 } },
  /** The left half of a split editor, in thousandths of both. */
  half: { key: "aegis.half", start: 500, limits: { min: 100, max: 900 } },
  console: { key: "aegis.console", start: 200, limits: { min: 96, max: 600 } },
} as const;

/** The size of a pane, as it was left. */
export function usePaneSize(pane: keyof typeof PANES) {
  const { key, start, limits } = PANES[pane];
  const [size, setSize] = useState<number>(start);
  useEffect(() => {
    const kept = Number(keptText(key));
    if (kept > 0) setSize(clamp(kept, limits));
  }, [key, limits]);
  const change = useCallback(
    (next: number) => {
      setSize(next);
      keepText(key, String(next));
    },
    [key],
  );
  return [size, change] as const;
}
