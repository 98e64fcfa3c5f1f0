"use client";

import { Ellipsis, FilePlus } from "lucide-react";
import { type CSSProperties, memo, type ReactNode, useCallback, useRef, useState } from "react";
import { takenNames } from "../files/path-fault";
import { Late } from "../late/late";
import { latePanel } from "../late/late-panel";
import { EmptyState } from "../states/empty-state";
import { ICON_BUTTON, PANE } from "../ui/classes";
import { Icon } from "../ui/icon";
import type { ExplorerProps } from "./explorer";
import { FileList } from "./file-list";
import { MoveForm } from "./move-form";
import { PathForm } from "./path-form";
import { foldersOf } from "./tree";
import { usePaneMenu } from "./use-pane-menu";

/** Its keys, menus and dragging are more script than the rest of the first screen; its rows are not drawn again for what is typed. */
const Explorer = memo(latePanel(new Late(async () => (await import("./explorer")).Explorer), FileList));

interface FilesPaneProps extends Omit<ExplorerProps, "onAdd" | "onMoveTo" | "focused"> {
  readonly id: string;
  readonly width: number;
  /** Files of the example that were deleted. */
  readonly deleted: readonly string[];
  readonly onCreate: (path: string) => void;
  readonly onCreateFolder: (path: string) => void;
  /** Below the tree. */
  readonly children?: ReactNode;
}

/** What is asked at the top of the pane. */
type Asking =
  | { readonly what: "file" | "folder"; readonly folder: string }
  | { readonly move: string }
  | null;

/** The files of the workspace: the tree, and what can be done with all of them. */
export function FilesPane({
  id,
  width,
  deleted,
  onCreate,
  onCreateFolder,
  children,
  ...tree
}: FilesPaneProps) {
  const [asking, setAsking] = useState<Asking>(null);
  const focused = useRef<string | null>(null);
  const { paths, folders, readOnly, work } = tree;
  const empty = paths.length === 0 && folders.length === 0;
  const onAdd = useCallback((what: "file" | "folder", folder: string) => setAsking({ what, folder }), []);
  const onMoveTo = useCallback((path: string) => setAsking({ move: path }), []);
  const menu = usePaneMenu({ work, deleted, onAdd: () => onAdd("folder", "") });
  const done = () => setAsking(null);
  return (
    <section
      id={id}
      aria-label="Files"
      style={{ "--explorer": `${width}px` } as CSSProperties}
      className={`${PANE} flex min-h-0 shrink-0 flex-col bg-surface-1 max-sm:w-full sm:w-(--explorer)`}
    >
      <div className="flex h-9 shrink-0 items-center border-line border-b pr-1 pl-3">
        <h2 className="mr-auto font-medium text-text-muted text-xs">Files</h2>
        {!readOnly && (
          <>
            <button
              type="button"
              className={ICON_BUTTON}
              aria-label="New file"
              title="New file"
              aria-expanded={asking !== null && "what" in asking && asking.what === "file"}
              onClick={() => setAsking((shown) => (shown === null ? { what: "file", folder: "" } : null))}
            >
              <Icon of={FilePlus} />
            </button>
            <button
              ref={menu.anchor}
              type="button"
              className={ICON_BUTTON}
              aria-label="More for all files"
              title="Folders, upload, import, download"
              aria-haspopup="menu"
              aria-expanded={menu.isOpen}
              onClick={menu.open}
            >
              <Icon of={Ellipsis} />
            </button>
            {menu.view}
          </>
        )}
      </div>
      {asking !== null && "move" in asking && (
        <MoveForm
          key={asking.move}
          path={asking.move}
          folders={foldersOf(paths, folders)}
          onCancel={done}
          onMove={(to) => {
            const fault = work.move(asking.move, to);
            if (fault === null) done();
            return fault;
          }}
        />
      )}
      {((asking !== null && "what" in asking) || (empty && !readOnly)) && (
        <PathForm
          key={JSON.stringify(asking)}
          kind={asking !== null && "what" in asking ? asking.what : "file"}
          existing={takenNames(paths, folders)}
          suggestion={suggestionOf(asking, empty)}
          onCancel={done}
          onCreate={(path) => {
            done();
            if (asking !== null && "what" in asking && asking.what === "folder") onCreateFolder(path);
            else onCreate(path);
          }}
        />
      )}
      {empty ? (
        <div className="grow px-3">
          <EmptyState kind="nothing-yet" title="No files yet">
            An agent starts with its policy, agent.toml.
          </EmptyState>
        </div>
      ) : (
        <Explorer {...tree} focused={focused} onAdd={onAdd} onMoveTo={onMoveTo} />
      )}
      {children}
    </section>
  );
}

function suggestionOf(asking: Asking, empty: boolean): string {
  if (asking !== null && "what" in asking) return asking.folder === "" ? "" : `${asking.folder}/`;
  return empty ? "agent.toml" : "";
}
