"use client";

import { CloudOff, CloudUpload } from "lucide-react";
import { visible } from "@/lib/ansi/visible";
import { Icon } from "../ui/icon";
import type { StaysHere } from "./sendable";
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
      {view.isOn && view.stays.length > 0 && <Stays files={view.stays} />}
    </div>
  );
}

/** An agent may leave thousands; whoever has read so many knows what it is about. */
const NAMED = 20;

/** Which files stay in this browser, and why. */
function Stays({ files }: { readonly files: readonly StaysHere[] }) {
  return (
    <details className="text-text-muted">
      <summary className="flex min-h-6 cursor-pointer items-center">
        {files.length === 1 ? "1 file stays" : `${files.length} files stay`} in this browser
      </summary>
      <ul className="max-h-40 space-y-1 overflow-y-auto pb-1">
        {files.slice(0, NAMED).map(({ path, why }) => (
          <li key={path}>
            <code className="text-text wrap-anywhere">{visible(path)}</code> {why}
          </li>
        ))}
        {files.length > NAMED && <li>And {files.length - NAMED} more.</li>}
      </ul>
    </details>
  );
}
