import { useLayoutEffect, useRef } from "react";
import { rowsOf } from "./drag-events";
import type { TabWork } from "./tab-menu";

/** The focus among the rows of a grid. */
export function useFocusing(grid: { readonly current: HTMLElement | null }, hasAny: boolean) {
  const focus = (path: string) =>
    rowsOf(grid.current)
      .find((row) => row.dataset.path === path)
      ?.focus();
  /** Where the focus goes when the row that has it is gone, or was taken out to stand elsewhere. */
  const next = useRef<string>(undefined);
  useLayoutEffect(() => {
    if (next.current === undefined || !hasAny) return;
    const { activeElement } = document;
    // Who types in the editor stays there.
    if (activeElement === document.body || grid.current?.contains(activeElement)) focus(next.current);
    next.current = undefined;
  });
  const focusThen = (path: string | undefined) => {
    next.current = path;
  };
  return { focus, focusThen };
}

export function workThatKeepsFocus(
  { onShift, onClose, ...work }: TabWork,
  open: readonly string[],
  focusThen: (path: string | undefined) => void,
): TabWork {
  return {
    ...work,
    onShift:
      onShift &&
      ((path, by) => {
        focusThen(path);
        onShift(path, by);
      }),
    onClose: (path) => {
      const at = open.indexOf(path);
      focusThen(open[at + 1] ?? open[at - 1]);
      onClose(path);
    },
  };
}
