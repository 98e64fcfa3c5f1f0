import { useEffect, useRef } from "react";
import type { EditorHandle } from "../editor/handle";
import { focusedGroup, type Group, otherGroup, overFrom } from "../files/groups";
import type { Files } from "../files/use-files";
import { useTabDrag } from "../open-files/use-tab-drag";
import type { Layout } from "./use-layout";
import { useMoves } from "./use-moves";
import { useIsNarrow } from "./use-narrow";
import type { usePlace } from "./use-place";

interface HalvesOf {
  readonly files: Files;
  readonly place: ReturnType<typeof usePlace>;
  readonly layout: Layout;
}

export type Halves = ReturnType<typeof useHalves>;

/** The editor in one group of tabs or in two; a narrow page shows all tabs in one, and leaves the groups as they are. */
export function useHalves({ files, place, layout }: HalvesOf) {
  const { dispatch } = files;
  const { groups } = files.state;
  const isNarrow = useIsNarrow();
  const isSplit = groups.all.length > 1;
  const here = focusedGroup(groups);
  const maySplit = !isNarrow && here.active !== null;
  const mayMove = ({ open }: Group) => maySplit && (isSplit || open.length > 1);

  const toggleSplit = () => {
    if (!maySplit) return;
    place.arrive({ path: here.active, at: place.selection.value });
    dispatch({ type: isSplit ? "join" : "split" });
  };
  const isOneRow = isNarrow && isSplit;
  const moves = useMoves({ files, place, isOneRow });
  /** The file that a group has on show, or another tab of it. */
  const moveTab = (group: Group = here, path = group.active) => {
    if (path === null || !mayMove(group)) return;
    moves.land({ path, from: group.id }, overFrom(groups, group.id));
  };
  /** From elsewhere to the editor; from there to that of the other half. */
  const goToOther = () => {
    const other = otherGroup(groups);
    const group = place.handle?.hasFocus() && other !== undefined ? other : here;
    if (group.active === null) return;
    layout.showEditor();
    const handle = place.handleOf(group.id);
    // Where it is in sight, at once: the next key is for it already.
    if (!isNarrow && handle !== null) return handle.focus();
    place.arrive({ path: group.active, at: null });
    dispatch({ type: "focus", group: group.id });
  };
  useFocusAfterClosing(isSplit, place.handle);
  return {
    isNarrow,
    isSplit,
    isOneRow,
    maySplit,
    mayMove,
    mayMoveHere: mayMove(here),
    toggleSplit,
    moveTab,
    goToOther,
    ...moves,
    mayShiftHere: (by: -1 | 1) => here.active !== null && moves.mayShift(here, here.active, by),
    shiftHere: (by: -1 | 1) => here.active !== null && moves.shift(here, here.active, by),
    drag: useTabDrag(moves),
  };
}

/** With the last tab of a group goes what had the focus: the other half takes it. */
function useFocusAfterClosing(isSplit: boolean, handle: EditorHandle | null): void {
  const wasSplit = useRef(isSplit);
  useEffect(() => {
    if (wasSplit.current && !isSplit && document.activeElement === document.body) handle?.focus();
    wasSplit.current = isSplit;
  }, [isSplit, handle]);
}
