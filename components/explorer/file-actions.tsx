"use client";

import { Pilcrow, Trash2, Undo2 } from "lucide-react";
import { ICON_BUTTON } from "../ui/classes";
import { Icon } from "../ui/icon";
import type { EditorMode } from "../workbench/use-editor-mode";

interface FileActionsProps {
  readonly mode: EditorMode | null;
  readonly onToggleMode: () => void;
  /** Absent where there is nothing to revert, or nothing to delete. */
  readonly onRevert?: (() => void) | undefined;
  readonly onRemove?: (() => void) | undefined;
}

/** What can be done with the file on show. What cannot be done is not on screen. */
export function FileActions({ mode, onToggleMode, onRevert, onRemove }: FileActionsProps) {
  return (
    <div
      role="toolbar"
      aria-label="This file"
      className="flex shrink-0 items-center border-line border-l px-1"
    >
      {onRevert !== undefined && <Action icon={Undo2} label="Revert to the example" onPress={onRevert} />}
      {onRemove !== undefined && <Action icon={Trash2} label="Delete this file" onPress={onRemove} />}
      <button
        type="button"
        aria-pressed={mode === "plain"}
        aria-label="Plain text"
        title="Plain text: the browser's own text field"
        onClick={onToggleMode}
        className={`${ICON_BUTTON} aria-pressed:bg-surface-2 aria-pressed:text-text`}
      >
        <Icon of={Pilcrow} />
      </button>
    </div>
  );
}

function Action({ icon, label, onPress }: { icon: typeof Undo2; label: string; onPress: () => void }) {
  return (
    <button type="button" aria-label={label} title={label} onClick={onPress} className={ICON_BUTTON}>
      <Icon of={icon} />
    </button>
  );
}
