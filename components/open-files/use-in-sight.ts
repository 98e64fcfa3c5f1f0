import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import type { Group } from "../files/groups";
import { scrolledTo } from "./in-sight";

/** Of a wheel that counts in lines. */
const LINE_PX = 16;
const LINES = 1;

type Row = RefObject<HTMLElement | null>;

/**
 * Brings the tab on show into sight, at once, whenever it is shown, also to somebody who asks for it again, and whenever
 * the row gets another width. Not when another one is closed or moved: somebody has scrolled to that one.
 */
export function useInSight(row: Row, group: Group): void {
  const before = useRef<Group>(undefined);
  useLayoutEffect(() => {
    const last = before.current;
    before.current = group;
    const isShown = last?.active !== group.active || last.open === group.open;
    if (isShown) bringIntoSight(row.current);
  }, [row, group]);
  useEffect(() => {
    if (row.current === null) return;
    const observer = new ResizeObserver(() => bringIntoSight(row.current));
    observer.observe(row.current);
    return () => observer.disconnect();
  }, [row]);
}

/** `scrollIntoView` would scroll whatever the row is in as well. */
function bringIntoSight(row: HTMLElement | null): void {
  const tab = row?.querySelector("[aria-selected=true]");
  if (!row || !tab) return;
  const from = row.getBoundingClientRect().left - row.scrollLeft;
  const { left, right } = tab.getBoundingClientRect();
  row.scrollLeft = scrolledTo(row.scrollLeft, row.clientWidth, { start: left - from, end: right - from });
}

/** What turns a wheel up and down moves the row sideways, and the page where the row is at its end. */
export function useSidewaysWheel(row: Row): void {
  useEffect(() => {
    const element = row.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent) => {
      const { deltaX, deltaY, deltaMode, ctrlKey, shiftKey } = event;
      if (ctrlKey || shiftKey || Math.abs(deltaX) > Math.abs(deltaY)) return;
      const before = element.scrollLeft;
      element.scrollLeft += deltaY * (deltaMode === LINES ? LINE_PX : 1);
      if (element.scrollLeft !== before) event.preventDefault();
    };
    // Not by React, which listens to wheels without a right to stop them.
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [row]);
}
