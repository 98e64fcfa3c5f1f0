"use client";

import { X } from "lucide-react";
import { type KeyboardEvent, useLayoutEffect, useRef } from "react";
import { alongRow } from "../ui/along-row";
import { Icon } from "../ui/icon";
import { Changed } from "./changed";

interface OpenFilesProps {
  readonly label: string;
  readonly open: readonly string[];
  readonly active: string | null;
  /** Somebody works in this group of tabs. */
  readonly isFocused: boolean;
  readonly dirty: (path: string) => boolean;
  readonly onOpen: (path: string) => void;
  readonly onClose: (path: string) => void;
}

const ROW =
  "group flex h-9 shrink-0 cursor-default items-center border-line border-r pr-1 pl-3 text-text-muted whitespace-nowrap hover:text-text focus-visible:-outline-offset-2 aria-selected:bg-surface-0 aria-selected:text-text";

const FOCUSED = "aria-selected:shadow-[inset_0_2px_0_var(--accent)]";
const BESIDE = "aria-selected:shadow-[inset_0_2px_0_var(--line-strong)]";

/** The open files in a row: arrows move along it, Enter shows, Delete closes. */
export function OpenFiles({ label, open, active, isFocused, dirty, onOpen, onClose }: OpenFilesProps) {
  const grid = useRef<HTMLDivElement>(null);
  const focus = (path: string | undefined) =>
    [...(grid.current?.querySelectorAll<HTMLElement>("[data-path]") ?? [])]
      .find((row) => row.dataset.path === path)
      ?.focus();
  /** Where the focus goes when the row that has it is gone. */
  const next = useRef<string>(undefined);
  useLayoutEffect(() => {
    if (next.current === undefined || open.length === 0) return;
    focus(next.current);
    next.current = undefined;
  });
  const onKeyDown = (event: KeyboardEvent, path: string) => {
    if (event.target !== event.currentTarget) return;
    const at = open.indexOf(path);
    const to = open[alongRow(event.key, at, open.length) ?? -1];
    if (to !== undefined) focus(to);
    else if (event.key === "Enter" || event.key === " ") onOpen(path);
    else if (event.key === "Delete" || event.key === "Backspace") {
      next.current = open[at + 1] ?? open[at - 1];
      onClose(path);
    } else return;
    event.preventDefault();
  };
  const inTabOrder = active ?? open[0];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of files to move along is no table of data
    <div
      ref={grid}
      role="grid"
      aria-label={label}
      className="flex min-w-0 grow overflow-x-auto [scrollbar-width:none]"
    >
      {open.map((path) => (
        // biome-ignore lint/a11y/useSemanticElements: as above
        <div
          key={path}
          role="row"
          data-path={path}
          aria-label={dirty(path) ? `${path}, changed` : path}
          aria-selected={path === active}
          tabIndex={path === inTabOrder ? 0 : -1}
          onClick={() => onOpen(path)}
          onKeyDown={(event) => onKeyDown(event, path)}
          className={`${ROW} ${isFocused ? FOCUSED : BESIDE}`}
        >
          {/* biome-ignore lint/a11y/useSemanticElements: as above */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: rows are moved along, not cells */}
          <div role="gridcell" className="flex items-center gap-1.5">
            <span title={path}>{path.slice(path.lastIndexOf("/") + 1)}</span>
            {dirty(path) && <Changed />}
            <button
              type="button"
              aria-label={`Close ${path}`}
              title="Close"
              // By the keyboard it is Delete on the row.
              tabIndex={-1}
              onClick={(event) => {
                event.stopPropagation();
                onClose(path);
              }}
              className="inline-flex size-6 items-center justify-center rounded opacity-60 hover:bg-surface-3 hover:opacity-100 group-aria-selected:opacity-100"
            >
              <Icon of={X} className="size-3.5" />
            </button>
          </div>
        </div>
      ))}
    </div>
  );
}
