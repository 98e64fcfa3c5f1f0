import { useRef, useState } from "react";
import { TabDrag, type TabMoves } from "./tab-drag";

/** One for the workbench: a file goes from one group to the other. */
export function useTabDrag(moves: TabMoves): TabDrag {
  const latest = useRef(moves);
  latest.current = moves;
  const [drag] = useState(() => new TabDrag(() => latest.current));
  return drag;
}
