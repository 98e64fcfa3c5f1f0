"use client";

import { useState } from "react";
import { NotProved } from "../audit/not-proved";
import { ProgressLine } from "../audit/progress-line";
import { useWork } from "../audit/use-work";
import { EmptyState } from "../states/empty-state";
import { BUTTON } from "../ui/classes";
import type { FilesCheck, FilesJob } from "./check-files";
import { checkInWorker } from "./check-in-worker";
import { DropZone } from "./drop-zone";
import { FilesResult } from "./files-result";
import { readKeys, type ServerKeys, type Trust } from "./keys";
import { TrustChoice } from "./trust-choice";

/** Files in, a verdict out; nothing leaves the page. */
export function VerifyPage({ server }: { server: ServerKeys | null }) {
  const [files, setFiles] = useState<readonly File[]>([]);
  const [trust, setTrust] = useState<Trust>(server === null ? "own" : "server");
  const [text, setText] = useState("");
  const { state, start, cancel } = useWork<FilesJob, FilesCheck>(checkInWorker);
  const own = readKeys(text);
  const check = (files: readonly File[], trust: Trust, keys: readonly string[]) => {
    if (files.length > 0) start({ files, trust, server, keys });
  };
  const names = files.map(({ name }) => name).join(", ");
  return (
    <div className="space-y-5">
      <TrustChoice
        server={server}
        trust={trust}
        text={text}
        bad={own.bad}
        onTrust={(next) => {
          setTrust(next);
          check(files, next, own.keys);
        }}
        onText={setText}
      />
      <DropZone
        onFiles={(next) => {
          setFiles(next);
          check(next, trust, own.keys);
        }}
      />
      <section aria-label="Result" className="space-y-3">
        {files.length > 0 && (
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 font-medium wrap-anywhere">{names}</span>
            {state.phase !== "running" && (
              <button type="button" className={BUTTON} onClick={() => check(files, trust, own.keys)}>
                Verify again
              </button>
            )}
          </div>
        )}
        <p role="status" className="sr-only">
          {state.phase === "running" ? "Verifying" : state.phase === "done" ? "Verified" : ""}
        </p>
        {state.phase === "running" && <ProgressLine state={state} onCancel={cancel} />}
        {state.phase === "cancelled" && <p>Cancelled. Nothing was found out.</p>}
        {state.phase === "failed" && <NoLog code="unreadable" why={state.why} />}
        {state.phase === "done" &&
          (state.result.kind === "refused" ? (
            <NoLog code={state.result.code} why={state.result.why} />
          ) : (
            <FilesResult check={state.result} trust={trust} />
          ))}
      </section>
      <NotProved />
    </div>
  );
}

function NoLog({ code, why }: { code: string; why: string }) {
  return (
    <EmptyState kind="failed" title="No log could be read from this">
      <p className="wrap-anywhere">
        <code className="mr-1.5 text-xs">{code}</code>
        {why}
      </p>
    </EmptyState>
  );
}
