"use client";

import { useCallback, useEffect, useState } from "react";
import { loadWasmHasher } from "@/lib/audit/hash";
import { eraseBodies, type Held, heldIn, MOST_BYTES } from "@/lib/runtime/embedded/journal/bodies";
import { saveBlob } from "../explorer/save-blob";
import { eraseWhole, isKeptWhole } from "../last-run/database";
import { forgetInTab } from "../last-run/tab-store";
import type { Recorded } from "../run/timeline-panel";
import { BUTTON } from "../ui/classes";
import { exportLog } from "./export-log";
import { MOST_SESSION_BYTES } from "./keeping";

interface BodiesChoiceProps {
  readonly store: Recorded;
  readonly isKept: boolean;
  readonly onToggle: () => void;
}

/** The choice, what it means, and what is kept: to be taken along or erased. */
export function BodiesChoice({ store, isKept, onToggle }: BodiesChoiceProps) {
  const { workspaceId, trace, checkpoint } = store;
  const [held, readAgain] = useHeld(workspaceId);
  const [said, say] = useState("");
  const attempt = (work: () => Promise<string>) => () => {
    work().then(say, () => say("This browser could not do that. Reload the page and try again."));
  };
  const erase = attempt(async () => {
    await Promise.all([eraseBodies(workspaceId), eraseWhole(workspaceId)]);
    forgetInTab();
    readAgain();
    return "Erased. The logs hold as before; what was behind their digests nobody can show from here any more.";
  });
  const save = attempt(async () => {
    if (checkpoint === undefined) return "";
    const { blob, name, bodies } = await exportLog({ trace, checkpoint }, await loadWasmHasher());
    saveBlob(blob, name);
    return `${name} has the records and ${bodies === 1 ? "one body" : `${bodies} bodies`}.`;
  });
  return (
    <div className="space-y-3 px-4 py-3 text-sm">
      <label className="flex min-h-6 items-center gap-2 font-medium">
        <input type="checkbox" checked={isKept} onChange={onToggle} className="size-4 accent-accent" />
        Keep bodies of this workspace's runs in this browser
      </label>
      <ul className="max-w-[64ch] list-disc space-y-1 pl-5">
        <li>
          A body is what an agent reads, writes, prints and sends. The log has its digest alone, with or
          without this choice; kept bodies are shown with their records.
        </li>
        <li>
          With them the last run is kept whole: its output, its files at each record, and what it is replayed
          from. Without them that is so until this tab is closed, where it is not too much; then there is what
          the log says.
        </li>
        <li>
          They stay in this browser, as they are, secrets included: whoever uses it can read them. They are
          never sent to the server, and other browsers do not have them.
        </li>
        <li>
          The choice holds from the next run on. A session keeps up to {inMegabytes(MOST_SESSION_BYTES)}, the
          workspace {inMegabytes(MOST_BYTES)}; when that is full, the oldest bodies are let go for new ones. A
          body above 4 MB is not kept.
        </li>
      </ul>
      <p className="tabular-nums">{held === undefined ? "Looking…" : inWords(held)}</p>
      <div className="flex flex-wrap gap-2">
        <button type="button" className={BUTTON} disabled={checkpoint === undefined} onClick={save}>
          Export this log with its bodies
        </button>
        <button type="button" className={BUTTON} disabled={!held || isEmpty(held)} onClick={erase}>
          Erase all kept bodies
        </button>
      </div>
      {checkpoint === undefined && (
        <p className="text-text-muted text-xs">A log can be exported here when its session has ended.</p>
      )}
      <p role="status" className="min-h-5">
        {said}
      </p>
    </div>
  );
}

/** Read when it is first shown, and when somebody has changed it here. */
function useHeld(workspaceId: string): readonly [Kept | undefined, () => void] {
  const [held, setHeld] = useState<Kept>();
  const read = useCallback(() => {
    Promise.all([heldIn(workspaceId), isKeptWhole(workspaceId)]).then(
      ([held, isRunKept]) => setHeld({ ...held, isRunKept }),
      () => setHeld(undefined),
    );
  }, [workspaceId]);
  useEffect(read, [read]);
  return [held, read];
}

type Kept = Held & { readonly isRunKept: boolean };

const isEmpty = ({ count, letGo, lost, isRunKept }: Kept) => count + letGo + lost === 0 && !isRunKept;
const inMegabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;

function inWords(kept: Kept): string {
  const { count, bytes, letGo, lost, isRunKept } = kept;
  if (isEmpty(kept)) return "Nothing is kept of this workspace.";
  const size = bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : inMegabytes(bytes);
  return [
    `${count.toLocaleString("en")} ${count === 1 ? "body is" : "bodies are"} kept, ${size} of ${inMegabytes(MOST_BYTES)}.`,
    letGo > 0 ? ` ${letGo.toLocaleString("en")} were let go for newer ones.` : "",
    isRunKept ? " The last run is kept whole." : "",
    lost > 0 ? ` ${lost.toLocaleString("en")} could not be kept.` : "",
  ].join("");
}
