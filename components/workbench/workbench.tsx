"use client";

import { useCallback, useMemo, useState } from "react";
import type { CodeStatus } from "../editor/code-view";
import { copyText } from "../feedback/copy-text";
import { toast } from "../shell/signals";
import { Divider } from "../split/divider";
import { EditorPane } from "./editor-pane";
import { FileActions } from "./file-actions";
import { filePaths, isDirty, isNew, type Texts, textOf } from "./files";
import { FilesPane } from "./files-pane";
import { startOf } from "./new-path";
import { NoFileOpen } from "./no-file-open";
import { OpenFiles } from "./open-files";
import { formatPlace } from "./place";
import { StatusBar } from "./status-bar";
import { useCommands } from "./use-commands";
import { useEditorMode } from "./use-editor-mode";
import { EXPLORER_LIMITS, useExplorerSize } from "./use-explorer-size";
import { type Files, useFiles } from "./use-files";
import { usePlace } from "./use-place";

interface WorkbenchProps {
  readonly workspaceId: string;
  readonly base: Texts;
  /** Opened where nothing else was: the policy. */
  readonly first: string;
}

const EXPLORER_ID = "explorer";
const QUIET: CodeStatus = { problems: 0, tabMovesFocus: false };

/** Puts files, places and editors together; each of them is told apart in its own file. */
export function Workbench({ workspaceId, base, first }: WorkbenchProps) {
  const files = useFiles(workspaceId, base, first);
  const { state, dispatch } = files;
  const place = usePlace(state.active, files.restored, dispatch);
  const editor = useEditorMode();
  const [status, setStatus] = useState(QUIET);
  const [explorer, setExplorer] = useState(true);
  const [size, setSize] = useExplorerSize();

  const texts = useMemo(
    () => Object.fromEntries(filePaths(state).map((path) => [path, textOf(state, path)])),
    [state],
  );
  const dirty = useCallback((path: string) => isDirty(state, path), [state]);
  const edit = useCallback(
    (path: string, text: string) => dispatch({ type: "edit", path, text }),
    [dispatch],
  );
  const open = (path: string) => {
    dispatch({ type: "open", path });
    if (matchMedia("(max-width: 639px)").matches) setExplorer(false);
  };
  const nextProblem = () => place.handle?.nextProblem?.();
  useCommands(
    {
      save: () => void save(files, formatPlace({ path: state.active ?? "", at: place.selection })),
      files: () => setExplorer((shown) => !shown),
      problem: nextProblem,
      mode: editor.toggle,
    },
    editor.mode === "code" && status.problems > 0,
  );

  return (
    <div className="flex min-h-0 grow flex-col">
      <div className="flex min-h-0 grow max-sm:flex-col">
        {explorer && (
          <>
            <FilesPane
              id={EXPLORER_ID}
              width={size}
              paths={filePaths(state)}
              active={state.active}
              dirty={dirty}
              readOnly={files.role === "reader"}
              onOpen={open}
              onCreate={(path) => dispatch({ type: "create", path, text: startOf(path) })}
            />
            <Divider
              label="Width of the files"
              controls={EXPLORER_ID}
              size={size}
              limits={EXPLORER_LIMITS}
              onSize={setSize}
            />
          </>
        )}
        <section aria-label="Editor" className="flex min-h-0 min-w-0 grow flex-col">
          {state.active === null ? (
            <NoFileOpen empty={filePaths(state).length === 0} onShowFiles={() => setExplorer(true)} />
          ) : (
            <>
              <div className="flex h-9 shrink-0 items-center border-line border-b bg-surface-1">
                <OpenFiles
                  open={state.open}
                  active={state.active}
                  dirty={dirty}
                  onOpen={open}
                  onClose={(path) => dispatch({ type: "close", path })}
                />
                <ActiveFileActions files={files} path={state.active} editor={editor} />
              </div>
              <EditorPane
                path={state.active}
                text={textOf(state, state.active)}
                texts={texts}
                readOnly={files.role !== "writer" || !files.restored}
                editor={editor}
                onEdit={edit}
                onSelection={place.onSelection}
                onHandle={place.setHandle}
                onStatus={setStatus}
              />
            </>
          )}
        </section>
      </div>
      <StatusBar
        path={state.active}
        selection={place.selection}
        mode={editor.mode}
        problems={status.problems}
        tabMovesFocus={status.tabMovesFocus}
        role={files.role}
        keeping={files.keeping}
        explorer={explorer}
        onToggleExplorer={() => setExplorer((shown) => !shown)}
        onNextProblem={nextProblem}
      />
    </div>
  );
}

interface ActiveFileActionsProps {
  readonly files: Files;
  readonly path: string;
  readonly editor: ReturnType<typeof useEditorMode>;
}

function ActiveFileActions({ files: { state, dispatch, role }, path, editor }: ActiveFileActionsProps) {
  const mine = role === "writer";
  const made = isNew(state, path);
  return (
    <FileActions
      mode={editor.mode}
      onToggleMode={editor.toggle}
      onRevert={mine && isDirty(state, path) && !made ? () => dispatch({ type: "revert", path }) : undefined}
      onRemove={mine && made ? () => dispatch({ type: "remove", path }) : undefined}
    />
  );
}

async function save(files: Files, hash: string): Promise<void> {
  const kept = files.keepNow();
  const link = `${location.origin}${location.pathname}${hash}`;
  const copied = await copyText(link);
  if (!kept) toast({ tone: "error", text: "Not saved: this browser's storage is full or switched off" });
  else if (copied) toast({ tone: "allow", text: "Saved in this browser, link copied", detail: link });
  else toast({ tone: "neutral", text: "Saved in this browser", detail: link });
}
