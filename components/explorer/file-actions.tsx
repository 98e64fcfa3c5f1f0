"use client";

import { ArrowLeftToLine, ArrowRightToLine, Columns2, Pilcrow, Trash2, Undo2 } from "lucide-react";
import { ICON_BUTTON } from "../ui/classes";
import { Icon } from "../ui/icon";
import type { EditorMode } from "../workbench/use-editor-mode";

interface FileActionsProps {
  readonly mode: EditorMode | null;
  readonly onToggleMode: () => void;
  /** Absent where there is nothing to revert, or nothing to delete. */
  readonly onRevert?: (() => void) | undefined;
  readonly onRemove?: (() => void) | undefined;
  /** To the other half of the editor, which is on the left or the right. */
  readonly onMove?: (() => void) | undefined;
  readonly movesLeft: boolean;
  readonly moveLabel: string;
  readonly isSplit: boolean;
  readonly onToggleSplit?: (() => void) | undefined;
}

/** What can be done with the file on show. What cannot be done is not on screen. */
export function FileActions({ mode, onToggleMode, onRevert, onRemove, ...halves }: FileActionsProps) {
  const { onMove, movesLeft, moveLabel, isSplit, onToggleSplit } = halves;
  return (
    <div
      role="toolbar"
      aria-label="This file"
      className="flex shrink-0 items-center border-line border-l px-1"
    >
      {onRevert !== undefined && <Action icon={Undo2} label="Revert to the example" onPress={onRevert} />}
      {onRemove !== undefined && <Action icon={Trash2} label="Delete this file" onPress={onRemove} />}
      <Toggle
        icon={Pilcrow}
        isOn={mode === "plain"}
        label="Plain text"
        title="Plain text: the browser's own text field"
        onPress={onToggleMode}
      />
      {onMove !== undefined && (
        <Action icon={movesLeft ? ArrowLeftToLine : ArrowRightToLine} label={moveLabel} onPress={onMove} />
      )}
      {onToggleSplit !== undefined && (
        <Toggle
          icon={Columns2}
          isOn={isSplit}
          label="Split editor"
          title={isSplit ? "Join the halves of the editor" : "Split the editor in two halves"}
          onPress={onToggleSplit}
        />
      )}
    </div>
  );
}

interface ActionProps {
  readonly icon: typeof Undo2;
  readonly label: string;
  readonly onPress: () => void;
}

function Action({ icon, label, onPress }: ActionProps) {
  return (
    <button type="button" aria-label={label} title={label} onClick={onPress} className={ICON_BUTTON}>
      <Icon of={icon} />
    </button>
  );
}

function Toggle({ icon, label, title, isOn, onPress }: ActionProps & { title: string; isOn: boolean }) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      aria-label={label}
      title={title}
      onClick={onPress}
      className={`${ICON_BUTTON} aria-pressed:bg-surface-2 aria-pressed:text-text`}
    >
      <Icon of={icon} />
    </button>
  );
}
