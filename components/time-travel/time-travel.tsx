"use client";

import { type KeyboardEvent, useEffect, useReducer, useRef, useState } from "react";
import { NotInLog } from "../run/not-in-log";
import type { RunStore } from "../run/run-store";
import { useRunVersion } from "../run/use-run";
import { EmptyState } from "../states/empty-state";
import { AroundThen } from "./around-then";
import { beginOf } from "./check";
import { CheckpointsThen } from "./checkpoints-then";
import { FileThen } from "./file-then";
import { FilesThen } from "./files-then";
import { GoOn } from "./go-on";
import { Asking } from "./outstanding";
import { Steps } from "./steps";
import { type OnGoOn, useGoingOn } from "./use-going-on";

interface TimeTravelProps {
  readonly store: Pick<
    RunStore,
    "subscribe" | "version" | "trace" | "past" | "kept" | "phase" | "goesOn" | "recalled"
  >;
  /** The record of the timeline, which is stepped through from here as well; the last one where none is chosen. */
  readonly chosen: number | undefined;
  readonly onChoose: (seq: number) => void;
  /** Absent where nothing may be run. */
  readonly onGoOn: OnGoOn | undefined;
}

/** A run at one of its records: the files as they were, what was changed, what was still open. */
export function TimeTravel({ store, chosen, onChoose, onGoOn }: TimeTravelProps) {
  useRunVersion(store);
  const { trace, past } = store;
  const asking = useAsking(trace);
  const going = useGoingOn(store, onGoOn ?? NOBODY);
  const [path, setPath] = useState<string>();
  const last = useRef<string>(undefined);
  if (trace.size === 0) {
    return (
      <div className="px-3">
        <EmptyState kind="nothing-yet" title="Nothing has run yet">
          After a run, the files are shown here as they were at any of its records.
        </EmptyState>
      </div>
    );
  }
  const seq = Math.min(chosen ?? trace.size - 1, trace.size - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j" && seq < trace.size - 1) onChoose(seq + 1);
    if (event.key === "k" && seq > 0) onChoose(seq - 1);
  };
  // What the run began with is nobody's change.
  const changed = seq < beginOf(trace) ? [] : past.changedAt(seq);
  const files = past.filesAt(seq);
  // Whoever steps sees what a step did, and it stays until another does something; what somebody chose stays anyway.
  const shown = path ?? changed[0]?.path ?? last.current;
  last.current = shown;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its controls are what has the focus; J and K step from any of them
    <div onKeyDown={onKeyDown} className="flex min-h-0 grow flex-col">
      <Steps trace={trace} past={past} seq={seq} onChoose={onChoose} />
      {onGoOn && <GoOn seq={seq} going={going} />}
      <div className="min-h-0 grow overflow-y-auto">
        {store.recalled === "log" ? (
          <div className="px-3">
            <NotInLog title="The files of then are not kept" what="what was in them" />
          </div>
        ) : (
          <FilesThen
            files={files}
            changed={changed}
            isNew={(of) => past.before(of, seq) === undefined}
            shown={shown}
            onShow={(of) => setPath(of === path ? undefined : of)}
          />
        )}
        {past.isCut && (
          <p className="border-line border-t px-3 py-1.5 text-text-muted text-xs">
            This run wrote more than is kept of it. Later changes have names and sizes only.
          </p>
        )}
        {shown !== undefined && (
          <FileThen past={past} trace={trace} seq={seq} path={shown} onChoose={onChoose} />
        )}
        <AroundThen trace={trace} asking={asking} seq={seq} onChoose={onChoose} />
        <CheckpointsThen
          trace={trace}
          asking={asking}
          going={onGoOn ? going : undefined}
          onChoose={onChoose}
        />
      </div>
    </div>
  );
}

const NOBODY: OnGoOn = async () => undefined;
/** Of a frame, for reading records. */
const READ_MS = 6;

/** All records read, some a frame. */
function useAsking(trace: RunStore["trace"]): Asking {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const kept = useRef<{ readonly of: RunStore["trace"]; readonly asking: Asking }>(undefined);
  if (kept.current?.of !== trace) kept.current = { of: trace, asking: new Asking() };
  const { asking } = kept.current;
  const { size } = trace;
  useEffect(() => {
    if (asking.size >= size) return;
    let frame = requestAnimationFrame(function read() {
      if (!asking.read(trace, READ_MS)) frame = requestAnimationFrame(read);
      redraw();
    });
    return () => cancelAnimationFrame(frame);
  }, [asking, trace, size]);
  return asking;
}
