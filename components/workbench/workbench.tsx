"use client";

import { Divider } from "../split/divider";
import { EditorColumn } from "./editor-column";
import type { Texts } from "./files";
import { FilesPane } from "./files-pane";
import { startOf } from "./new-path";
import { StatusBar } from "./status-bar";
import { EXPLORER_LIMITS, useExplorerSize } from "./use-explorer-size";
import { useWorkbench, type WorkbenchModel } from "./use-workbench";

interface WorkbenchProps {
  readonly workspaceId: string;
  readonly base: Texts;
  /** Opened where nothing else was: the policy. */
  readonly first: string;
}

const EXPLORER_ID = "explorer";

/** The files, the editor and the line under them. */
export function Workbench({ workspaceId, base, first }: WorkbenchProps) {
  const model = useWorkbench(workspaceId, base, first);
  const { files, place, editor, status } = model;
  return (
    <div className="flex min-h-0 grow flex-col">
      <div className="flex min-h-0 grow max-sm:flex-col">
        {model.explorer && <FilesSide model={model} />}
        <EditorColumn model={model} />
      </div>
      <StatusBar
        path={files.state.active}
        selection={place.selection}
        mode={editor.mode}
        problems={status.problems}
        tabMovesFocus={status.tabMovesFocus}
        role={files.role}
        keeping={files.keeping}
        explorer={model.explorer}
        onToggleExplorer={model.toggleExplorer}
        onNextProblem={model.nextProblem}
      />
    </div>
  );
}

function FilesSide({ model }: { model: WorkbenchModel }) {
  const [size, setSize] = useExplorerSize();
  const { state, dispatch, role } = model.files;
  return (
    <>
      <FilesPane
        id={EXPLORER_ID}
        width={size}
        paths={model.paths}
        active={state.active}
        dirty={model.dirty}
        readOnly={role === "reader"}
        onOpen={model.open}
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
  );
}
