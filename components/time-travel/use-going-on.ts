import { useEffect, useRef, useState } from "react";
import type { Refused } from "../run/go-on";
import { isBusy } from "../run/phases";
import { sentenceOf } from "../run/run-faults";
import type { RunStore } from "../run/run-store";

/** Answers with what speaks against it; with nothing once it goes on. */
export type OnGoOn = (seq: number, mayBeBefore: boolean, signal: AbortSignal) => Promise<Refused | undefined>;

export type GoingOnState =
  | { readonly at: "not-asked" }
  | { readonly at: "working"; readonly seq: number; readonly abort: AbortController }
  | { readonly at: "refused"; readonly seq: number; readonly refused: Refused };

const NOT_ASKED: GoingOnState = { at: "not-asked" };

export interface GoingOn {
  readonly state: GoingOnState;
  /** Why nothing goes on from the run on show, if nothing does. */
  readonly never: string | undefined;
  /** `mayBeBefore`: from the last moment before, where something was open. */
  go(seq: number, mayBeBefore: boolean): void;
}

export function useGoingOn(
  { kept, phase, goesOn, trace }: Pick<RunStore, "kept" | "phase" | "goesOn" | "trace">,
  onGoOn: OnGoOn,
): GoingOn {
  const [state, setState] = useState(NOT_ASKED);
  const latest = useRef(state);
  latest.current = state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was said of one run is not said of the next
  useEffect(() => {
    setState(NOT_ASKED);
    return () => {
      if (latest.current.at === "working") latest.current.abort.abort();
    };
  }, [trace]);
  const go = async (seq: number, mayBeBefore: boolean) => {
    const abort = new AbortController();
    setState({ at: "working", seq, abort });
    const refused = await onGoOn(seq, mayBeBefore, abort.signal).catch(
      (error: unknown): Refused => ({ ok: false, sentences: [sentenceOf(error)] }),
    );
    if (latest.current.at !== "working" || latest.current.abort !== abort) return;
    setState(refused && !abort.signal.aborted ? { at: "refused", seq, refused } : NOT_ASKED);
  };
  return {
    state,
    never: neverOf({ kept, goesOn }, isBusy(phase)),
    go: (seq, mayBeBefore) => void go(seq, mayBeBefore),
  };
}

function neverOf(
  { kept, goesOn }: Pick<RunStore, "kept" | "goesOn">,
  isRunning: boolean,
): string | undefined {
  if (isRunning) return "A run can be gone on from when it is over.";
  if (kept?.recorded.kind === "let-go") return kept.recorded.why;
  if (kept) return undefined;
  return goesOn
    ? "A run that went on from another one is not recorded: go on from that one."
    : "There is no recording of this run to go on from.";
}
