"use client";

import { useEffect, useRef, useState } from "react";
import { printable } from "../audit/record-row";
import type { Texts } from "../files/files";
import { BUTTON } from "../ui/classes";
import { Verdict } from "../verdict/verdict";
import type { ReplayOutcome } from "./replay-run";
import { sentenceOf } from "./run-faults";
import type { RunStore } from "./run-store";

type Replaying =
  | { readonly at: "not-asked" }
  | { readonly at: "working"; readonly abort: AbortController }
  | { readonly at: "done"; readonly outcome: ReplayOutcome }
  | { readonly at: "failed"; readonly why: string };

const NOT_ASKED: Replaying = { at: "not-asked" };

export interface ReplayStripProps {
  readonly store: RunStore;
  /** The files as they are now. */
  readonly texts: () => Texts;
}

/** The last run made again out of its recording: whether it comes out the same, and where it would not. */
export function ReplayStrip({ store, texts }: ReplayStripProps) {
  const [state, setState] = useState(NOT_ASKED);
  const latest = useRef(state);
  latest.current = state;
  // It goes with its run: what was said of one is not said of the next.
  useEffect(
    () => () => {
      if (latest.current.at === "working") latest.current.abort.abort();
    },
    [],
  );
  const replay = async () => {
    const abort = new AbortController();
    setState({ at: "working", abort });
    try {
      const outcome = await store.replay(texts(), abort.signal);
      if (!abort.signal.aborted) setState(outcome ? { at: "done", outcome } : NOT_ASKED);
    } catch (error) {
      setState(abort.signal.aborted ? NOT_ASKED : { at: "failed", why: sentenceOf(error) });
    }
  };
  return (
    <section
      aria-label="Replay"
      className="max-h-48 shrink-0 overflow-y-auto border-line border-t px-3 py-1.5 text-xs"
    >
      <div className="flex items-center gap-x-3">
        {state.at === "working" ? (
          <button type="button" className={BUTTON} onClick={() => state.abort.abort()}>
            Cancel
          </button>
        ) : (
          <button type="button" className={BUTTON} onClick={() => void replay()}>
            Replay
          </button>
        )}
        <p role="status" className="min-w-0 flex-1">
          <Said state={state} />
        </p>
      </div>
      {state.at === "done" && state.outcome.ok && <Particulars outcome={state.outcome} />}
    </section>
  );
}

function Said({ state }: { state: Replaying }) {
  switch (state.at) {
    case "not-asked":
      return (
        <span className="text-text-muted">
          Runs the agent again on what was recorded: it reaches nothing, and leaves no log.
        </span>
      );
    case "working":
      return "Running on the recording…";
    case "failed":
      return <Verdict kind="error" word={state.why} />;
    case "done":
      if (!state.outcome.ok) return state.outcome.why;
      return state.outcome.isSame ? (
        <Verdict kind="allow" word="It came out the same, byte for byte" />
      ) : (
        <Verdict kind="error" word="It did not come out the same" />
      );
  }
}

function Particulars({
  outcome: { sentences, changed },
}: {
  outcome: ReplayOutcome & { readonly ok: true };
}) {
  return (
    <div className="mt-1 text-text-muted">
      {changed.length > 0 && <p>Other files than the run began with: {changed.map(printable).join(", ")}.</p>}
      {sentences.map((sentence, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: sentences never move
        <p key={index} className="whitespace-pre-wrap wrap-anywhere">
          {printable(sentence)}
        </p>
      ))}
    </div>
  );
}
