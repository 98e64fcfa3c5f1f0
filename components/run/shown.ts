import type { RunStore } from "./run-store";

/** A run with all that is shown of it: put aside for another one, and back again. */
export type Shown = Pick<
  RunStore,
  "trace" | "output" | "past" | "policy" | "sid" | "checkpoint" | "kept" | "phase" | "trouble" | "goesOn"
>;

export function shownOf(run: Shown): Shown {
  const { trace, output, past, policy, sid, checkpoint, kept, phase, trouble, goesOn } = run;
  return { trace, output, past, policy, sid, checkpoint, kept, phase, trouble, goesOn };
}
