"use client";

import { CloudOff, CloudUpload } from "lucide-react";
import { Icon } from "../ui/icon";
import { type FileSyncView, sentenceOf } from "./view";

interface SyncNoteProps {
  readonly view: FileSyncView;
  readonly onTurn: (isOn: boolean) => void;
}

/** Below the files: whether they are kept on the server too, and how far that is. */
export function SyncNote({ view, onTurn }: SyncNoteProps) {
  if (view.isOn === null) return null;
  const said = sentenceOf(view);
  const isTrouble = view.at === "offline" || view.at === "refused";
  return (
    <div className="shrink-0 border-line border-t px-3 py-1.5 text-xs">
      <label className="flex min-h-6 items-center gap-2">
        <input type="checkbox" checked={view.isOn} onChange={(event) => onTurn(event.target.checked)} />
        Keep on the server too
      </label>
      <p
        role="status"
        className={`flex items-start gap-1.5 wrap-anywhere ${view.at === "refused" ? "text-error" : "text-text-muted"}`}
      >
        {said !== null && <Icon of={isTrouble ? CloudOff : CloudUpload} className="mt-0.5 size-3.5" />}
        {said}
      </p>
    </div>
  );
}
