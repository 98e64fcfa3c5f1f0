"use client";

import { FileActions } from "../explorer/file-actions";
import { isDirty, isNew, textOf } from "../files/files";
import { type Group, openPaths } from "../files/groups";
import { useUnusedNotes } from "../least-privilege/use-unused-notes";
import { LandingArea } from "../open-files/landing-area";
import { OpenFiles } from "../open-files/open-files";
import { POLICY_FILE } from "../run/policy-file";
import { useMarks } from "../run/use-run";
import { EditorPane } from "./editor-pane";
import type { WorkbenchModel } from "./use-workbench";

interface EditorHalfProps {
  readonly id: string;
  readonly model: WorkbenchModel;
  readonly group: Group;
  readonly isLeft: boolean;
}

/** One group of tabs: its open files in a row, what can be done with the one on show, and its editor. */
export function EditorHalf({ id, model, group, isLeft }: EditorHalfProps) {
  const { files, halves } = model;
  const isFocused = files.state.groups.focused === group.id;
  if (group.active === null) return null;
  const width = halves.isSplit && isLeft ? "sm:shrink sm:basis-(--half)" : "grow basis-0";
  const side = halves.isSplit ? (isLeft ? "left" : "right") : undefined;
  return (
    <section
      id={id}
      aria-label={side && `The ${side} half`}
      onFocus={isFocused ? undefined : () => files.dispatch({ type: "focus", group: group.id })}
      className={`relative flex min-h-0 min-w-0 flex-col max-sm:grow ${width} ${isFocused ? "" : "max-sm:hidden"}`}
    >
      <div className="flex h-9 shrink-0 items-center border-line border-b bg-surface-1">
        <Tabs model={model} group={group} side={side} isFocused={isFocused} isLeft={isLeft} />
        <Actions model={model} group={group} path={group.active} isLeft={isLeft} />
      </div>
      <ActiveFile model={model} group={group} path={group.active} />
      <LandingArea drag={halves.drag} group={group.id} isSplit={halves.isSplit} />
    </section>
  );
}

interface TabsProps extends Pick<EditorHalfProps, "model" | "group" | "isLeft"> {
  readonly side: string | undefined;
  readonly isFocused: boolean;
}

function Tabs({ model, group, side, isFocused, isLeft }: TabsProps) {
  const { files, halves } = model;
  const { dispatch } = files;
  const all = halves.isNarrow ? openPaths(files.state.groups) : group.open;
  return (
    <OpenFiles
      label={side === undefined || halves.isNarrow ? "Open files" : `Open files, ${side}`}
      group={group}
      open={all}
      isFocused={isFocused}
      dirty={model.dirty}
      drag={halves.drag}
      mayDrag={!halves.isOneRow}
      onShift={halves.isOneRow ? undefined : (path, by) => halves.shift(group, path, by)}
      onOver={halves.mayMove(group) ? (path) => halves.moveTab(group, path) : undefined}
      overLabel={overLabel(halves.isSplit && !isLeft)}
      onOpen={(path) => (halves.isNarrow ? dispatch({ type: "jump", path }) : model.open(path, group.id))}
      onClose={(path) => dispatch({ type: "close", path, ...(!halves.isNarrow && { group: group.id }) })}
    />
  );
}

const overLabel = (isToTheLeft: boolean) => `Move to the ${isToTheLeft ? "left" : "right"} half`;

interface OfFile extends Pick<EditorHalfProps, "model" | "group"> {
  readonly path: string;
}

function Actions({ model, group, path, isLeft }: OfFile & { isLeft: boolean }) {
  const { halves, work } = model;
  const { state, role } = model.files;
  const mine = role === "writer";
  const made = isNew(state, path);
  return (
    <FileActions
      mode={model.editor.mode}
      onToggleMode={model.editor.toggle}
      onRevert={mine && isDirty(state, path) && !made ? () => work.revert(path) : undefined}
      onRemove={mine ? () => work.remove(path) : undefined}
      onMove={halves.mayMove(group) ? () => halves.moveTab(group) : undefined}
      movesLeft={halves.isSplit && !isLeft}
      moveLabel={overLabel(halves.isSplit && !isLeft)}
      isSplit={halves.isSplit}
      onToggleSplit={halves.maySplit ? halves.toggleSplit : undefined}
    />
  );
}

function ActiveFile({ model, group, path }: OfFile) {
  const { files, place, editor } = model;
  const marks = useMarks(model.run);
  const notes = useUnusedNotes(model.desk);
  const port = place.portOf(group.id);
  return (
    <EditorPane
      path={path}
      text={textOf(files.state, path)}
      texts={model.texts}
      readOnly={files.role !== "writer" || !files.restored}
      editor={editor}
      onEdit={model.typed}
      onLeave={model.settle}
      onSelection={port.onSelection}
      onNextProblem={model.goToNextProblem}
      onHandle={port.onHandle}
      onTabFocus={model.setTabMovesFocus}
      onCodeProblems={model.setCodeProblems}
      marks={path === POLICY_FILE ? marks : undefined}
      notes={path === POLICY_FILE ? notes : undefined}
      onMark={model.showLine}
      onLens={model.onLens}
      onGoTo={(to, at) => place.goTo({ path: to, at }, true)}
    />
  );
}
