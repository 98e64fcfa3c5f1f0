import type { OutputText } from "../output/output-text";
import type { Past } from "../time-travel/past";
import type { KeptRun } from "./kept-run";
import type { Phase } from "./phases";
import type { Trace } from "./trace";

/** A run with all that is shown of it: put aside for another one, and back again. */
export interface Shown {
  phase: Phase;
  trace: Trace;
  output: OutputText;
  /** What files became, for looking back. */
  past: Past;
  /** The policy as it was when the run began: lines are lines of that text. */
  policy: string;
  sid: string | undefined;
  checkpoint: string | undefined;
  /** The last run of the agent, to be made again. */
  kept: KeptRun | undefined;
  /** Of the run that this one goes on from: the last record that was taken over. */
  goesOn: { readonly sid: string; readonly seq: number } | undefined;
  /** What went wrong beside the run. */
  trouble: string | undefined;
  /** Of an earlier visit: with all that was to be seen of it, or what its log says alone. */
  recalled: "whole" | "log" | undefined;
}

export function shownOf(run: Shown): Readonly<Shown> {
  const { trace, output, past, policy, sid, checkpoint, kept, phase, trouble, goesOn, recalled } = run;
  return { trace, output, past, policy, sid, checkpoint, kept, phase, trouble, goesOn, recalled };
}
