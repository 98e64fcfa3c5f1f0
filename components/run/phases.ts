/** Where a run is, as a person sees it. Every state has words for what happens and for why nothing does. */
import type { ProcessEnd } from "@/lib/runtime/driver";

/** What it takes until an agent runs, in order; shown as "2 of 4". */
export const STEPS = [
  "Reading the policy",
  "Fetching the sandbox",
  "Opening the log",
  "Starting the sandbox",
] as const;

export type Phase =
  | { readonly at: "idle" }
  /** Nothing has run in this page, and what ran before it is looked for. */
  | { readonly at: "recalling"; readonly read: number; readonly of: number }
  | { readonly at: "starting"; readonly step: number }
  | { readonly at: "running"; readonly since: number; readonly isStopping: boolean }
  /** The agent has ended; its files are fetched and its log is closed. */
  | { readonly at: "closing"; readonly end: ProcessEnd; readonly byAuthor: boolean }
  | {
      readonly at: "ended";
      readonly end: ProcessEnd;
      readonly byAuthor: boolean;
      /** In an earlier visit. */
      readonly isEarlier?: true;
    }
  /** In an earlier visit, that was over before the agent was. */
  | { readonly at: "interrupted" }
  /** It did not run, or not to its end, and that is not the agent's doing. */
  | { readonly at: "failed"; readonly why: string };

export type PhaseEvent =
  | { readonly type: "recall"; readonly read: number; readonly of: number }
  | { readonly type: "recalled" }
  | { readonly type: "start" }
  | { readonly type: "step"; readonly step: number }
  | { readonly type: "running"; readonly now: number }
  | { readonly type: "stop" }
  | { readonly type: "exit"; readonly end: ProcessEnd }
  | { readonly type: "closed" }
  | { readonly type: "fail"; readonly why: string };

export const IDLE: Phase = { at: "idle" };

/** What cannot happen in a phase changes nothing: messages of a run that is over come late. */
export function nextPhase(phase: Phase, event: PhaseEvent): Phase {
  switch (event.type) {
    case "recall":
      return phase.at === "idle" || phase.at === "recalling"
        ? { at: "recalling", read: event.read, of: event.of }
        : phase;
    case "recalled":
      return phase.at === "recalling" ? IDLE : phase;
    case "start":
      return isBusy(phase) ? phase : { at: "starting", step: 0 };
    case "step":
      return phase.at === "starting" ? { at: "starting", step: event.step } : phase;
    case "running":
      return phase.at === "starting" ? { at: "running", since: event.now, isStopping: false } : phase;
    case "stop":
      return phase.at === "running" ? { ...phase, isStopping: true } : phase;
    case "exit":
      return phase.at === "running" ? { at: "closing", end: event.end, byAuthor: phase.isStopping } : phase;
    case "closed":
      return phase.at === "closing" ? { ...phase, at: "ended" } : phase;
    case "fail":
      return isBusy(phase) ? { at: "failed", why: event.why } : phase;
  }
}

/** There was a run, and it is over. */
export function isOver({ at }: Phase): boolean {
  return at === "ended" || at === "interrupted" || at === "failed";
}

export function isBusy({ at }: Phase): boolean {
  return at === "starting" || at === "running" || at === "closing";
}

export interface PhaseWords {
  readonly text: string;
  readonly tone: "quiet" | "busy" | "good" | "bad";
}

const ENDS: Readonly<Record<ProcessEnd["reason"], string>> = {
  exit: "ended",
  stopped: "stopped",
  cpu: "ended by its limit on computing",
  wall: "ended by its time limit",
  output: "ended by its limit on output",
  broken: "ended: its machine broke",
};

/** Of what a log says, which may be anything. */
export function isEndReason(reason: unknown): reason is ProcessEnd["reason"] {
  return typeof reason === "string" && Object.hasOwn(ENDS, reason);
}

export function wordsOf(phase: Phase): PhaseWords {
  switch (phase.at) {
    case "idle":
      return { text: "Not run yet", tone: "quiet" };
    case "recalling":
      return {
        text:
          phase.read === 0
            ? "Reading the last run"
            : `Reading the last run: ${phase.read.toLocaleString("en")} of ${phase.of.toLocaleString("en")} records`,
        tone: "quiet",
      };
    case "starting":
      return { text: `${STEPS[phase.step] ?? ""} (${phase.step + 1} of ${STEPS.length})`, tone: "busy" };
    case "running":
      return { text: phase.isStopping ? "Stopping" : "Running", tone: "busy" };
    case "closing":
      return { text: "Closing the log", tone: "busy" };
    case "ended": {
      const { reason, code } = phase.end;
      const isGood = reason === "exit" && code === 0;
      const how = reason === "stopped" && !phase.byAuthor ? BY_TRIGGER : ENDS[reason];
      const words = `${how}, exit ${code}`;
      return {
        text: phase.isEarlier ? `Last run: ${words}` : capital(words),
        tone: isGood ? "good" : "bad",
      };
    }
    case "interrupted":
      return {
        text: "Last run: interrupted before it ended; its log was closed afterwards",
        tone: "bad",
      };
    case "failed":
      return { text: phase.why, tone: "bad" };
  }
}

/** Nobody pressed Stop: then a trigger of [checkpoint] did. */
const BY_TRIGGER = "ended by a rollback trigger of the policy";

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
