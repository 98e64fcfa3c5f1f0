"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { FileVersion } from "@/lib/workspace/wire";
import { bytesInWords, moment } from "../audit/moment";
import { FailedRead } from "../states/failed-read";
import { failureOf } from "../states/failure";
import { queryClient, trpc, trpcClient } from "../trpc/client";
import { BUTTON } from "../ui/classes";
import { Dialog, WIDE_DIALOG } from "../ui/dialog";

interface VersionsDialogProps {
  readonly workspaceId: string;
  readonly path: string;
  readonly onRestore: (version: number, text: string | null) => void;
  readonly onClose: () => void;
}

/** What a file was on the server, the newest first; each can be looked at and brought back. Loaded when it is asked for. */
export function VersionsDialog({ workspaceId, path, onRestore, onClose }: VersionsDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const { data, error } = useQuery(
    { ...trpc.files.versions.queryOptions({ workspaceId, path }), staleTime: 0 },
    queryClient,
  );
  return (
    <Dialog
      ref={dialog}
      name="versions"
      title={`Versions of ${path} on the server`}
      size={WIDE_DIALOG}
      onClose={onClose}
    >
      {error !== null && <FailedRead failure={failureOf(error)} />}
      {data?.items.length === 0 && <p className="px-4 py-3">The server has no version of it yet.</p>}
      <ul className="m-0 list-none p-0">
        {data?.items.map((version) => (
          <Version
            key={version.version}
            version={version}
            read={() => trpcClient.files.read.query({ workspaceId, path, version: version.version })}
            onRestore={(text) => {
              onRestore(version.version, text);
              dialog.current?.close();
            }}
          />
        ))}
      </ul>
    </Dialog>
  );
}

interface VersionProps {
  readonly version: FileVersion;
  readonly read: () => Promise<{ readonly text: string | null }>;
  readonly onRestore: (text: string | null) => void;
}

function Version({ version, read, onRestore }: VersionProps) {
  const [text, setText] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const attempt = (then: (text: string | null) => void) =>
    void read().then(
      (found) => then(found.text),
      () => setFailed(true),
    );
  const isGone = version.sha256 === null;
  return (
    <li className="border-line border-b px-4 py-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="font-medium tabular-nums">Version {version.version}</span>
        <span className="text-text-muted text-xs tabular-nums">
          {moment(version.changedAt)} · {isGone ? "deleted" : bytesInWords(version.bytes)} ·{" "}
          {version.isMine ? "by you" : "by another member"}
        </span>
        <span className="ml-auto flex gap-2">
          {!isGone && (
            <button
              type="button"
              className={BUTTON}
              aria-expanded={text !== null}
              onClick={() => (text === null ? attempt(setText) : setText(null))}
            >
              {text === null ? "Show" : "Hide"}
            </button>
          )}
          <button type="button" className={BUTTON} onClick={() => attempt(onRestore)}>
            Restore<span className="sr-only"> version {version.version}</span>
          </button>
        </span>
      </div>
      {failed && (
        <p role="alert" className="text-error text-xs">
          It could not be fetched. Try again.
        </p>
      )}
      {text !== null && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <pre tabIndex={0} className="mt-2 max-h-60 overflow-auto bg-surface-1 p-2 text-xs">
          {text}
        </pre>
      )}
    </li>
  );
}
