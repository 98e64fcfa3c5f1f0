"use client";

import { X } from "lucide-react";
import type { DragEvent, KeyboardEvent, MouseEvent } from "react";
import { Changed } from "../explorer/changed";
import { nameOf } from "../files/many-files";
import { Icon } from "../ui/icon";

interface TabProps {
  readonly path: string;
  /** Beside its name. */
  readonly folder: string;
  readonly isShown: boolean;
  /** Somebody works in this group of tabs. */
  readonly isFocused: boolean;
  readonly isInTabOrder: boolean;
  readonly isDirty: boolean;
  /** A dragged file would land on this side of it. */
  readonly mark: "before" | "after" | undefined;
  readonly onOpen: () => void;
  readonly onClose: () => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onMenu: (at: HTMLElement) => void;
  readonly onDragStart: ((event: DragEvent) => void) | undefined;
  readonly onDragEnd: (() => void) | undefined;
}

const ROW =
  "group relative flex h-9 shrink-0 cursor-default items-center border-line border-r pr-1 pl-3 text-text-muted whitespace-nowrap hover:text-text focus-visible:-outline-offset-2 aria-selected:bg-surface-0 aria-selected:text-text";

const FOCUSED = "aria-selected:shadow-[inset_0_2px_0_var(--accent)]";
const BESIDE = "aria-selected:shadow-[inset_0_2px_0_var(--line-strong)]";
/** A border: colours of areas are not seen where colours are forced. */
const MARK = "pointer-events-none absolute inset-y-0 z-1 border-accent border-l-2";
const MARKS = { before: `${MARK} left-0`, after: `${MARK} right-0` };

/** One open file in the row. */
export function Tab({ path, folder, isShown, isFocused, isDirty, mark, ...tab }: TabProps) {
  const onContextMenu = (event: MouseEvent<HTMLElement>) => {
    event.preventDefault();
    tab.onMenu(event.currentTarget);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of files to move along is no table of data
    <div
      role="row"
      data-path={path}
      aria-label={isDirty ? `${path}, changed` : path}
      aria-selected={isShown}
      tabIndex={tab.isInTabOrder ? 0 : -1}
      draggable={tab.onDragStart !== undefined}
      onDragStart={tab.onDragStart}
      onDragEnd={tab.onDragEnd}
      onClick={tab.onOpen}
      onKeyDown={tab.onKeyDown}
      onContextMenu={onContextMenu}
      className={`${ROW} ${isFocused ? FOCUSED : BESIDE}`}
    >
      {mark !== undefined && <div aria-hidden data-landing={mark} className={MARKS[mark]} />}
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: rows are moved along, not cells */}
      <div role="gridcell" className="flex items-center gap-1.5">
        <span title={path} className="max-w-56 truncate">
          {nameOf(path)}
          {folder !== "" && <span className="ml-1.5 text-text-muted text-xs">{folder}</span>}
        </span>
        {isDirty && <Changed />}
        <button
          type="button"
          aria-label={`Close ${path}`}
          title="Close"
          // By the keyboard it is Delete on the row.
          tabIndex={-1}
          onClick={(event) => {
            event.stopPropagation();
            tab.onClose();
          }}
          className="inline-flex size-6 items-center justify-center rounded opacity-60 hover:bg-surface-3 hover:opacity-100 group-aria-selected:opacity-100"
        >
          <Icon of={X} className="size-3.5" />
        </button>
      </div>
    </div>
  );
}
