/**
 * Where a container is on its way, as a pure reducer. What cannot be in a state leaves it as it is: whoever dispatches
 * compares. "failed" says by its code why there is none; "ended" says how the run in it ended.
 */
import type { ProcessEnd } from "../driver";
import type { FaultCode } from "./fault";

export type ContainerState =
  | { readonly at: "booting" }
  | { readonly at: "ready" }
  /** Until it is proven, nothing of the agent runs: the process is ours alone. */
  | { readonly at: "running"; readonly isProven: boolean }
  /** The process was told to end, or its container is taken away. */
  | { readonly at: "ending"; readonly end: ProcessEnd }
  | { readonly at: "ended"; readonly end: ProcessEnd | undefined }
  | { readonly at: "failed"; readonly code: FaultCode };

export type ContainerEvent =
  | { readonly what: "booted" }
  | { readonly what: "started" }
  /** The hand-shake: the shim is in force in the process. */
  | { readonly what: "proven" }
  /** Somebody, or a limit, wants it to end. */
  | { readonly what: "stop"; readonly end: ProcessEnd }
  /** The process is gone. */
  | { readonly what: "exited"; readonly end: ProcessEnd }
  | { readonly what: "broken"; readonly code: FaultCode }
  | { readonly what: "closed" };

export const BOOTING: ContainerState = { at: "booting" };

export function reduce(state: ContainerState, event: ContainerEvent): ContainerState {
  switch (state.at) {
    case "booting":
      return booting(state, event);
    case "ready":
      return ready(state, event);
    case "running":
      return running(state, event);
    case "ending":
      // The first reason counts: a process that is killed exits by some code of its own.
      return event.what === "exited" || event.what === "closed" ? { at: "ended", end: state.end } : state;
    default:
      return state;
  }
}

function booting(state: ContainerState, event: ContainerEvent): ContainerState {
  if (event.what === "booted") return { at: "ready" };
  return outside(state, event);
}

function ready(state: ContainerState, event: ContainerEvent): ContainerState {
  if (event.what === "started") return { at: "running", isProven: false };
  return outside(state, event);
}

function running(state: ContainerState & { at: "running" }, event: ContainerEvent): ContainerState {
  switch (event.what) {
    case "proven":
      return { at: "running", isProven: true };
    case "stop":
      return { at: "ending", end: event.end };
    case "exited":
      // Before the hand-shake nothing could exit well: what did was not our wrapper.
      return state.isProven ? { at: "ended", end: event.end } : { at: "failed", code: "unproven" };
    default:
      return outside(state, event);
  }
}

function outside(state: ContainerState, event: ContainerEvent): ContainerState {
  if (event.what === "broken") return { at: "failed", code: event.code };
  return event.what === "closed" ? { at: "ended", end: undefined } : state;
}
