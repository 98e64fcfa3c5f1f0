/**
 * Where a container is on its way, as a pure reducer. What cannot be in a state leaves it as it is: whoever dispatches
 * compares. "failed" says by its code why there is none.
 */
import type { FaultCode } from "./fault";

export type ContainerState =
  | { readonly at: "booting" }
  /** Nothing runs; the next can start, over the same files. */
  | { readonly at: "ready" }
  /** Until an agent's process is proven, nothing of the agent runs: the process is ours alone. */
  | { readonly at: "running"; readonly isProven: boolean }
  /** What runs was told to end. */
  | { readonly at: "ending" }
  | { readonly at: "ended" }
  | { readonly at: "failed"; readonly code: FaultCode };

export type ContainerEvent =
  | { readonly what: "booted" }
  /** A line of the author's is no process that could be proven; what it starts proves itself. */
  | { readonly what: "started"; readonly isLine: boolean }
  /** The hand-shake: the shim is in force in the process. */
  | { readonly what: "proven" }
  | { readonly what: "stop" }
  /** What ran is over, and the container is still there. */
  | { readonly what: "over" }
  /** The container was taken away, because what ran in it did not end. */
  | { readonly what: "removed" }
  | { readonly what: "broken"; readonly code: FaultCode }
  | { readonly what: "closed" };

export const BOOTING: ContainerState = { at: "booting" };
const READY: ContainerState = { at: "ready" };
const ENDED: ContainerState = { at: "ended" };

export function reduce(state: ContainerState, event: ContainerEvent): ContainerState {
  if (state.at === "ended" || state.at === "failed") return state;
  switch (event.what) {
    case "closed":
    case "removed":
      return ENDED;
    case "broken":
      return { at: "failed", code: event.code };
    case "booted":
      return state.at === "booting" ? READY : state;
    case "started":
      return state.at === "ready" ? { at: "running", isProven: event.isLine } : state;
    default:
      return ofRun(state, event);
  }
}

function ofRun(
  state: ContainerState,
  { what }: Extract<ContainerEvent, { what: "proven" | "stop" | "over" }>,
): ContainerState {
  if (state.at === "ending") return what === "over" ? READY : state;
  if (state.at !== "running") return state;
  if (what === "stop") return { at: "ending" };
  if (what === "proven") return state.isProven ? state : { at: "running", isProven: true };
  // Before the hand-shake nothing can end well: what did was not our wrapper.
  return state.isProven ? READY : { at: "failed", code: "unproven" };
}
