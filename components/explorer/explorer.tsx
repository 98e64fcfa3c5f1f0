"use client";

import {
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { type Key, Tree } from "react-aria-components/Tree";
import { folderOf, joinPath, nameOf } from "../files/many-files";
import type { MenuEntry } from "./file-menu";
import { incomingOfDrop } from "./incoming-files";
import { LateFileMenu } from "./late-file-menu";
import { RenameField, type RenamePlace } from "./rename-field";
import { Row } from "./row";
import { foldersOf, treeOf } from "./tree";
import { useDragFiles } from "./use-drag-files";
import type { FileWork } from "./use-file-work";

export interface ExplorerProps {
  readonly paths: readonly string[];
  readonly folders: readonly string[];
  readonly active: string | null;
  readonly dirty: (path: string) => boolean;
  readonly readOnly: boolean;
  readonly work: FileWork;
  readonly onOpen: (path: string) => void;
  /** Into this folder. */
  readonly onAdd: (kind: "file" | "folder", folder: string) => void;
  readonly onMoveTo: (path: string) => void;
  /** A file or folder that is dragged; null when it has been let go. */
  readonly onDrag: (path: string | null) => void;
  /** Where files are kept on the server too. */
  readonly onVersions?: ((path: string) => void) | undefined;
  /** The file that had the focus in what stood here before: it goes on there. */
  readonly focused: RefObject<string | null>;
}

/** The files as a tree: arrows move, Enter opens, left and right close and open a folder, F2 renames, Delete deletes. */
export function Explorer(props: ExplorerProps) {
  const { paths, active, dirty, readOnly, work, onOpen, focused } = props;
  const [closed, setClosed] = useState<ReadonlySet<Key>>(new Set());
  const folders = foldersOf(paths, props.folders);
  const nodes = useMemo(() => treeOf(paths, props.folders), [paths, props.folders]);
  const frame = useRef<HTMLDivElement>(null);
  const rename = useRename(frame, work);
  const menu = useMenu(props, rename.begin);
  useEffect(() => {
    const path = focused.current;
    focused.current = null;
    if (path !== null) requestAnimationFrame(() => rowIn(frame.current, path)?.focus());
  }, [focused]);
  const dragAndDropHooks = useDragFiles({
    mayEdit: !readOnly,
    isFolder: (path) => folders.includes(path),
    onMove: (from, to) => void work.move(from, to),
    onBring: (items, folder) => void incomingOfDrop(items).then((files) => work.bring(files, folder)),
    onDrag: props.onDrag,
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const path = pathAt(event.target);
    if (path === undefined || readOnly || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "F2") rename.begin(path);
    else if (event.key === "Delete") work.remove(path);
    else if ((event.key === "F10" && event.shiftKey) || event.key === "ContextMenu")
      menu.open(path, rowAt(event.target));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onContextMenu = (event: MouseEvent) => {
    const path = pathAt(event.target);
    if (path === undefined || readOnly) return;
    event.preventDefault();
    menu.open(path, rowAt(event.target));
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the rows of the tree in it are what is acted on
    <div
      ref={frame}
      onKeyDownCapture={onKeyDown}
      onContextMenu={onContextMenu}
      className="relative flex min-h-0 grow flex-col"
    >
      <Tree
        dragAndDropHooks={dragAndDropHooks}
        aria-label="Files"
        items={nodes}
        dependencies={[active, dirty, readOnly]}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={active === null ? [] : [active]}
        onSelectionChange={(keys) => {
          const [path] = keys === "all" ? [] : [...keys];
          if (typeof path === "string" && paths.includes(path)) onOpen(path);
        }}
        disabledBehavior="selection"
        disabledKeys={folders}
        expandedKeys={folders.filter((folder) => !closed.has(folder))}
        onExpandedChange={(open) => setClosed(new Set(folders.filter((folder) => !open.has(folder))))}
        className="min-h-0 grow overflow-y-auto py-0.5 outline-none data-drop-target:bg-surface-2"
      >
        {(node) => <Row node={node} dirty={dirty} onMore={readOnly ? undefined : menu.open} />}
      </Tree>
      {rename.field}
      {menu.view}
    </div>
  );
}

const rowAt = (target: EventTarget): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>("[role=row]") : null;

/** Of the row with the focus, or under the pointer. */
const pathAt = (target: EventTarget): string | undefined => rowAt(target)?.dataset.key;

const rowIn = (frame: HTMLElement | null, path: string) =>
  frame?.querySelector<HTMLElement>(`[role=row][data-key="${CSS.escape(path)}"]`);

function useRename(frame: { readonly current: HTMLElement | null }, work: FileWork) {
  const [place, setPlace] = useState<RenamePlace | null>(null);
  const rowOf = (path: string) => rowIn(frame.current, path);
  const begin = (path: string) => {
    const row = rowOf(path)?.getBoundingClientRect();
    const tree = frame.current?.getBoundingClientRect();
    if (row === undefined || tree === undefined) return;
    const depth = path.split("/").length - 1;
    setPlace({ path, name: nameOf(path), top: row.top - tree.top, left: 6 + depth * 14 + 24 });
  };
  const onDone = () => {
    const done = place;
    setPlace(null);
    // Whoever renames by keyboard goes on from there; the row may have another place by then.
    if (done !== null) requestAnimationFrame(() => rowOf(done.path)?.focus());
  };
  const field = place !== null && (
    <RenameField
      key={place.path}
      place={place}
      onRename={(name) => {
        const to = joinPath(folderOf(place.path), name);
        const fault = work.move(place.path, to);
        if (fault === null) requestAnimationFrame(() => rowOf(to)?.focus());
        return fault;
      }}
      onDone={onDone}
    />
  );
  return { begin, field };
}

function useMenu(props: ExplorerProps, beginRename: (path: string) => void) {
  const [path, setPath] = useState<string | null>(null);
  const anchor = useRef<Element | null>(null);
  const open = (of: string, at: Element | null) => {
    anchor.current = at;
    setPath(of);
  };
  const view = path !== null && (
    <LateFileMenu
      label={`More for ${nameOf(path)}`}
      entries={entriesOf(path, props, beginRename)}
      anchor={anchor}
      onClose={() => setPath(null)}
    />
  );
  return { open, view };
}

function entriesOf(path: string, props: ExplorerProps, rename: (path: string) => void): readonly MenuEntry[] {
  const { work, onOpen, onAdd, onMoveTo, onVersions, dirty } = props;
  const isFile = props.paths.includes(path);
  const folder = isFile ? folderOf(path) : path;
  return [
    ...(isFile ? [{ label: "Open", keys: "Enter", run: () => onOpen(path) }] : []),
    { label: "Rename", keys: "F2", run: () => rename(path) },
    { label: "Move to…", run: () => onMoveTo(path) },
    { label: "New file here", run: () => onAdd("file", folder) },
    { label: "New folder here", run: () => onAdd("folder", folder) },
    ...(isFile ? [{ label: "Download", run: () => work.download(path) }] : []),
    ...(isFile && onVersions ? [{ label: "Versions on the server…", run: () => onVersions(path) }] : []),
    ...(isFile && dirty(path) ? [{ label: "Revert to the example", run: () => work.revert(path) }] : []),
    { label: "Delete", keys: "Delete", run: () => work.remove(path) },
  ];
}
