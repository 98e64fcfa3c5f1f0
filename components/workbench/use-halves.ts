import { useEffect, useRef } from "react";
import type { EditorHandle } from "../editor/handle";
import type { FilesAction } from "../files/files";
import { focusedGroup, otherGroup } from "../files/groups";
import type { Files } from "../files/use-files";
import type { Layout } from "./use-layout";
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
  const { active, open } = focusedGroup(groups);
  const maySplit = !isNarrow && active !== null;
  const mayMove = maySplit && (isSplit || open.length > 1);

  /** The file on show and its place come along. */
  const take = (action: FilesAction) => {
    place.arrive({ path: active ?? "", at: place.selection.value });
    dispatch(action);
  };
  const toggleSplit = () => {
    if (maySplit) take({ type: isSplit ? "join" : "split" });
  };
  const moveTab = () => {
    if (mayMove) take({ type: "moveTab", path: active });
  };
  /** From elsewhere to the editor; from there to that of the other half. */
  const goToOther = () => {
    const other = otherGroup(groups);
    const group = place.handle?.hasFocus() && other !== undefined ? other : focusedGroup(groups);
    if (group.active === null) return;
    layout.showEditor();
    const handle = place.handleOf(group.id);
    // Where it is in sight, at once: the next key is for it already.
    if (!isNarrow && handle !== null) return handle.focus();
    place.arrive({ path: group.active, at: null });
    dispatch({ type: "focus", group: group.id });
  };
  useFocusAfterClosing(isSplit, place.handle);
  return { isNarrow, isSplit, maySplit, mayMove, toggleSplit, moveTab, goToOther };
}

/** With the last tab of a group goes what had the focus: the other half takes it. */
function useFocusAfterClosing(isSplit: boolean, handle: EditorHandle | null): void {
  const wasSplit = useRef(isSplit);
  useEffect(() => {
    if (wasSplit.current && !isSplit && document.activeElement === document.body) handle?.focus();
    wasSplit.current = isSplit;
  }, [isSplit, handle]);
}
