"use client";

import { ChevronDown } from "lucide-react";
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { LateFileMenu } from "../explorer/late-file-menu";
import { ICON_BUTTON } from "../ui/classes";
import { Icon } from "../ui/icon";

interface AllFilesProps {
  readonly open: readonly string[];
  readonly onOpen: (path: string) => void;
}

/** The open files one below the other. */
export function AllFiles({ open, onOpen }: AllFilesProps) {
  const [isListed, setListed] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className={ICON_BUTTON}
        aria-label={`All ${open.length} open files`}
        title={`All ${open.length} open files`}
        aria-haspopup="menu"
        aria-expanded={isListed}
        onClick={() => setListed(true)}
      >
        <Icon of={ChevronDown} />
      </button>
      {isListed && (
        <LateFileMenu
          label="Open files"
          entries={open.map((path) => ({ label: path, run: () => onOpen(path) }))}
          anchor={anchor}
          onClose={() => setListed(false)}
        />
      )}
    </>
  );
}

type Part = RefObject<HTMLElement | null>;

/** Whether the row has more in it than `frame` is wide. Of the frame: beside the list the row alone would be narrower. */
export function useIsOverfull(frame: Part, row: Part): boolean {
  const [isOverfull, setOverfull] = useState(false);
  const look = useRef(() => {});
  look.current = () =>
    setOverfull((row.current?.scrollWidth ?? 0) > (frame.current?.clientWidth ?? Number.POSITIVE_INFINITY));
  useLayoutEffect(() => look.current()); // after each: names, marks and numbers of tabs change
  useEffect(() => {
    if (frame.current === null) return;
    const observer = new ResizeObserver(() => look.current());
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, [frame]);
  return isOverfull;
}
