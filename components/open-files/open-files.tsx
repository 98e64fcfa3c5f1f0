"use client";

import { type KeyboardEvent, useRef, useState } from "react";
import { LateFileMenu } from "../explorer/late-file-menu";
import type { Group } from "../files/groups";
import { nameOf } from "../files/many-files";
import { AllFiles, useIsOverfull } from "./all-files";
import { dropsOf, take, useMark } from "./drag-events";
import { folderShown } from "./names";
import { Tab } from "./tab";
import type { TabDrag } from "./tab-drag";
import { keyed } from "./tab-keys";
import { type TabWork, tabEntries } from "./tab-menu";
import { useFocusing, workThatKeepsFocus } from "./use-focusing";
import { useInSight, useSidewaysWheel } from "./use-in-sight";

interface OpenFilesProps extends TabWork {
  readonly label: string;
  readonly group: Group;
  /** Those of the group, or of all groups. */
  readonly open: readonly string[];
  readonly isFocused: boolean;
  readonly dirty: (path: string) => boolean;
  readonly drag: TabDrag;
  /** Whether places in this row are places in the group. */
  readonly mayDrag: boolean;
  readonly onOpen: (path: string) => void;
}

/** The open files in a row: arrows move along it, with Shift they move the file; Enter shows, Delete closes. */
export function OpenFiles({ label, group, open, isFocused, dirty, drag, mayDrag, ...does }: OpenFilesProps) {
  const frame = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  useInSight(grid, group);
  useSidewaysWheel(grid);
  const isOverfull = useIsOverfull(frame, grid);
  const focusing = useFocusing(grid, open.length > 0);
  const work = workThatKeepsFocus(does, open, focusing.focusThen);
  const menu = useMenu(open, work);
  const mark = useMark(drag, group.id);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>, path: string) => {
    if (event.target !== event.currentTarget) return;
    const act = keyed(event, path, open, {
      ...work,
      onOpen: does.onOpen,
      focus: focusing.focus,
      menu: () => menu.open(path, event.currentTarget),
    });
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  const inTabOrder = group.active ?? open[0];
  return (
    <div ref={frame} className="flex min-w-0 grow items-center">
      {/* biome-ignore lint/a11y/useSemanticElements: a row of files to move along is no table of data */}
      <div
        ref={grid}
        role="grid"
        aria-label={label}
        className="flex min-w-0 grow overflow-x-auto [scrollbar-width:none]"
        {...(mayDrag && dropsOf(drag, group.id))}
      >
        {open.map((path, at) => (
          <Tab
            key={path}
            path={path}
            folder={folderShown(path, open)}
            isShown={path === group.active}
            isFocused={isFocused}
            isInTabOrder={path === inTabOrder}
            isDirty={dirty(path)}
            mark={mark === at ? "before" : mark === open.length && at === mark - 1 ? "after" : undefined}
            onOpen={() => does.onOpen(path)}
            onClose={() => work.onClose(path)}
            onKeyDown={(event) => onKeyDown(event, path)}
            onMenu={(row) => menu.open(path, row)}
            onDragStart={mayDrag ? (event) => take(event, drag, path, group.id) : undefined}
            onDragEnd={mayDrag ? drag.end : undefined}
          />
        ))}
      </div>
      {isOverfull && <AllFiles open={open} onOpen={does.onOpen} />}
      {menu.view}
    </div>
  );
}

function useMenu(open: readonly string[], work: TabWork) {
  const [path, setPath] = useState<string | null>(null);
  const anchor = useRef<Element | null>(null);
  const view = path !== null && (
    <LateFileMenu
      label={`More for ${nameOf(path)}`}
      entries={tabEntries(path, open, work)}
      anchor={anchor}
      onClose={() => setPath(null)}
    />
  );
  return {
    view,
    open: (of: string, at: Element) => {
      anchor.current = at;
      setPath(of);
    },
  };
}
