"use client";

import { FileActions } from "../explorer/file-actions";
import { OpenFiles } from "../explorer/open-files";
import { isDirty, isNew, textOf } from "../files/files";
import { useUnusedNotes } from "../least-privilege/use-unused-notes";
import { POLICY_FILE } from "../run/policy-file";
import { useMarks } from "../run/use-run";
import { EditorPane } from "./editor-pane";
import { NoFileOpen } from "./no-file-open";
import type { WorkbenchModel } from "./use-workbench";

/** The open files in a row, what can be done with the one on show, and its editor. */
export function EditorColumn({ model }: { model: WorkbenchModel }) {
  const { state } = model.files;
  return (
    <section aria-label="Editor" className="flex min-h-0 min-w-0 grow flex-col">
      {state.active === null ? (
        <NoFileOpen
          empty={model.paths.length === 0}
          onShowFiles={model.explorer ? undefined : model.toggleExplorer}
        />
      ) : (
        <ActiveFile model={model} path={state.active} />
      )}
    </section>
  );
}

function ActiveFile({ model, path }: { model: WorkbenchModel; path: string }) {
  const { files, place, editor } = model;
  const marks = useMarks(model.run);
  const notes = useUnusedNotes(model.desk);
  return (
    <>
      <div className="flex h-9 shrink-0 items-center border-line border-b bg-surface-1">
        <OpenFiles
          open={files.state.open}
          active={path}
          dirty={model.dirty}
          onOpen={model.open}
          onClose={(closed) => files.dispatch({ type: "close", path: closed })}
        />
        <ActiveFileActions model={model} path={path} />
      </div>
      <EditorPane
        path={path}
        text={textOf(files.state, path)}
        texts={model.texts}
        readOnly={files.role !== "writer" || !files.restored}
        editor={editor}
        onEdit={model.typed}
        onLeave={model.settle}
        onSelection={place.onSelection}
        onNextProblem={model.goToNextProblem}
        onHandle={place.setHandle}
        onTabFocus={model.setTabMovesFocus}
        onCodeProblems={model.setCodeProblems}
        marks={path === POLICY_FILE ? marks : undefined}
        notes={path === POLICY_FILE ? notes : undefined}
        onMark={model.showLine}
        onLens={model.onLens}
        onGoTo={(to, at) => place.goTo({ path: to, at })}
      />
    </>
  );
}

function ActiveFileActions({ model, path }: { model: WorkbenchModel; path: string }) {
  const { state, role } = model.files;
  const mine = role === "writer";
  const made = isNew(state, path);
  return (
    <FileActions
      mode={model.editor.mode}
      onToggleMode={model.editor.toggle}
      onRevert={mine && isDirty(state, path) && !made ? () => model.work.revert(path) : undefined}
      onRemove={mine ? () => model.work.remove(path) : undefined}
    />
  );
}
