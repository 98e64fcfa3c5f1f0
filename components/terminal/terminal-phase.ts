/** Where the terminal is, and its words. */
import { IDLE, type Phase, STEPS } from "../run/phases";

export type TerminalPhase =
  /** No session: nothing is there but the prompt, and nothing is used up. */
  | { readonly at: "asleep" }
  | { readonly at: "starting"; readonly step: number }
  | { readonly at: "ready"; readonly since: number }
  | { readonly at: "running"; readonly since: number; readonly isStopping: boolean }
  | { readonly at: "ending"; readonly since: number };

export const ASLEEP: TerminalPhase = { at: "asleep" };

export function terminalWords(phase: TerminalPhase): string {
  switch (phase.at) {
    case "asleep":
      return "No session: the first command begins one";
    case "starting":
      return `${STEPS[phase.step] ?? ""} (${phase.step + 1} of ${STEPS.length})`;
    case "ready":
      return "Session open";
    case "running":
      return phase.isStopping ? "Stopping" : "Running";
    case "ending":
      return "Closing the log";
  }
}

/** As the timeline sees it: a run that is on until the session has ended. */
export function asRun(phase: TerminalPhase, hasEnded: boolean): Phase {
  switch (phase.at) {
    case "asleep":
      return hasEnded ? { at: "ended", end: { reason: "exit", code: 0 }, byAuthor: true } : IDLE;
    case "starting":
      return phase;
    default:
      return { at: "running", since: phase.since, isStopping: false };
  }
}
