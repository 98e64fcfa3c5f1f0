/** How far the page is with its own verification of a log. */
import type { Progress, Report } from "@/lib/audit/verify";

export type Verification<Done = Report> =
  | { readonly phase: "waiting" }
  | {
      readonly phase: "running";
      readonly since: number;
      readonly progress: Progress | null;
      readonly perSecond: number | null;
    }
  | { readonly phase: "done"; readonly result: Done; readonly ms: number }
  | { readonly phase: "cancelled" }
  | { readonly phase: "failed"; readonly why: string };

export type VerificationAction<Done = Report> =
  | { readonly type: "start"; readonly now: number }
  | { readonly type: "progress"; readonly progress: Progress; readonly now: number }
  | { readonly type: "done"; readonly result: Done; readonly now: number }
  | { readonly type: "cancel" }
  | { readonly type: "fail"; readonly why: string }
  | { readonly type: "reset" };

/** Below this a rate says more about the start than about the work. */
const SETTLED_MS = 200;

export function verificationReducer<Done>(
  state: Verification<Done>,
  action: VerificationAction<Done>,
): Verification<Done> {
  switch (action.type) {
    case "start":
      return { phase: "running", since: action.now, progress: null, perSecond: null };
    case "progress":
      return state.phase === "running" ? advanced(state, action.progress, action.now) : state;
    case "done":
      return state.phase === "running"
        ? { phase: "done", result: action.result, ms: action.now - state.since }
        : state;
    case "cancel":
      return state.phase === "running" ? { phase: "cancelled" } : state;
    case "fail":
      return state.phase === "running" ? { phase: "failed", why: action.why } : state;
    case "reset":
      return { phase: "waiting" };
  }
}

function advanced<Done>(
  state: Extract<Verification<Done>, { phase: "running" }>,
  progress: Progress,
  now: number,
): Verification<Done> {
  const ms = now - state.since;
  return {
    ...state,
    progress,
    perSecond: ms < SETTLED_MS ? null : Math.round((progress.records / ms) * 1_000),
  };
}
