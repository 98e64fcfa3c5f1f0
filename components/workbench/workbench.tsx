"use client";

import type { DriverName } from "../driver-picker/drivers";
import { FilesPane } from "../explorer/files-pane";
import { activePath, deletedPaths, type Texts } from "../files/files";
import { startOf } from "../files/path-fault";
import { SyncNote } from "../files-sync/sync-note";
import { useVersions } from "../files-sync/use-versions";
import { sentenceOf } from "../files-sync/view";
import { RunBar } from "../run/run-bar";
import { Divider } from "../split/divider";
import { ConsoleDock } from "./console-dock";
import { EditorColumn } from "./editor-column";
import { hiddenBut, PartButtons } from "./part-buttons";
import { SideDock } from "./side-dock";
import { StatusBar } from "./status-bar";
import { PANES, usePaneSize } from "./use-pane-size";
import { useStable } from "./use-stable";
import { useWorkbench, type WorkbenchModel } from "./use-workbench";

interface WorkbenchProps {
  readonly workspaceId: string;
  /** Who looks at it: the runs are theirs. */
  readonly actor: string;
  readonly base: Texts;
  /** Opened where nothing else was: the policy. */
  readonly first: string;
  /** Where the agent runs: by the address of the page. */
  readonly driver: DriverName;
}

const EXPLORER_ID = "explorer";
const RUN_ID = "run";
const CONSOLE_ID = "console";

/** The files, the editor, the run beside and below it, and the line under them all. */
export function Workbench({ workspaceId, actor, base, first, driver }: WorkbenchProps) {
  const model = useWorkbench({ workspaceId, actor, base, first, driver });
  const { files, place, editor } = model;
  const startRun = useStable(model.startRun);
  const toggleExplorer = useStable(model.toggleExplorer);
  const goToNextProblem = useStable(model.goToNextProblem);
  return (
    <div className="flex min-h-0 grow flex-col max-lg:overflow-y-auto">
      <RunBar workspaceId={workspaceId} store={model.run} mayRun={model.mayEdit} onRun={startRun} />
      <PartButtons model={model} />
      <div className="flex min-h-0 grow max-lg:min-h-fit max-lg:flex-col">
        <div
          className={`flex min-h-0 min-w-0 grow flex-col max-lg:min-h-[26rem] ${hiddenBut(model, "files", "editor", "console")}`}
        >
          <div className={`flex min-h-0 grow ${hiddenBut(model, "files", "editor")}`}>
            <div className={`contents ${hiddenBut(model, "files")}`}>
              {model.explorer && <FilesSide model={model} />}
            </div>
            <div className={`contents ${hiddenBut(model, "editor")}`}>
              <EditorColumn model={model} />
            </div>
          </div>
          <div className={`contents ${hiddenBut(model, "console")}`}>
            {model.isConsoleOpen && <ConsoleSide model={model} />}
          </div>
        </div>
        <div className={`contents ${hiddenBut(model, "side")}`}>
          <RunSide model={model} />
        </div>
      </div>
      <StatusBar
        workspaceId={workspaceId}
        path={activePath(files.state)}
        selection={place.selection}
        mode={editor.mode}
        problems={model.problems}
        tabMovesFocus={model.tabMovesFocus}
        role={files.role}
        keeping={files.keeping}
        onServer={sentenceOf(model.fileSync.view)}
        explorer={model.explorer}
        onToggleExplorer={toggleExplorer}
        onNextProblem={goToNextProblem}
      />
    </div>
  );
}

function FilesSide({ model }: { model: WorkbenchModel }) {
  const [size, setSize] = usePaneSize("files");
  const { state, dispatch, role } = model.files;
  const { fileSync, work } = model;
  const { drag } = model.halves;
  const versions = useVersions(model.workspaceId, work);
  const open = useStable(model.open);
  const onDrag = useStable((path: string | null) => (path === null ? drag.end() : drag.begin({ path })));
  return (
    <>
      <FilesPane
        id={EXPLORER_ID}
        width={size}
        paths={model.paths}
        active={activePath(state)}
        dirty={model.dirty}
        folders={state.folders}
        deleted={deletedPaths(state)}
        readOnly={role === "reader"}
        work={work}
        onOpen={open}
        onDrag={onDrag}
        onCreate={(path) => dispatch({ type: "create", path, text: startOf(path) })}
        onCreateFolder={(path) => dispatch({ type: "folder", path })}
        onVersions={fileSync.view.isOn === true ? versions.open : undefined}
      >
        {role === "writer" && <SyncNote view={fileSync.view} onTurn={fileSync.turn} />}
        {versions.view}
      </FilesPane>
      <Divider
        label="Width of the files"
        controls={EXPLORER_ID}
        size={size}
        limits={PANES.files.limits}
        onSize={setSize}
      />
    </>
  );
}

function RunSide({ model }: { model: WorkbenchModel }) {
  const [size, setSize] = usePaneSize("run");
  return (
    <>
      <div className="flex max-lg:hidden">
        <Divider
          label="Width of the timeline"
          controls={RUN_ID}
          size={size}
          limits={PANES.run.limits}
          edge="left"
          onSize={setSize}
        />
      </div>
      <SideDock id={RUN_ID} width={size} model={model} />
    </>
  );
}

function ConsoleSide({ model }: { model: WorkbenchModel }) {
  const [size, setSize] = usePaneSize("console");
  return (
    <>
      <Divider
        label="Height of the output"
        controls={CONSOLE_ID}
        size={size}
        limits={PANES.console.limits}
        edge="top"
        onSize={setSize}
      />
      <ConsoleDock id={CONSOLE_ID} height={size} model={model} />
    </>
  );
}
