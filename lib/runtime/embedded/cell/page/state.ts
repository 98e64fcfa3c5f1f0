/**
 * Where a cell is on its way, as a table: what may come next, how long its boot may take, and what to tell a person who
 * waits when it does not come.
 */
export type CellState = "worker" | "machine" | "ready" | "running" | "ending" | "gone";
export type CellEvent = "up" | "ready" | "start" | "kill" | "end" | "close";

const NEXT: Readonly<Record<CellState, Partial<Readonly<Record<CellEvent, CellState>>>>> = {
  worker: { up: "machine", close: "gone" },
  machine: { ready: "ready", close: "gone" },
  ready: { start: "running", close: "gone" },
  // Then the next can start, over the same files.
  running: { end: "ready", kill: "ending" },
  // The frame is taken away; what had been sent before is still read.
  ending: {},
  gone: {},
};

/** Undefined for what cannot be in this state. */
export function nextState(state: CellState, event: CellEvent): CellState | undefined {
  return NEXT[state][event];
}

/** Generous: a laptop that wakes up has other things to do. */
export const BOOT_LIMITS = {
  frame: { ms: 15_000, late: "The sandbox's frame did not load. Is the server reachable?" },
  worker: {
    ms: 15_000,
    late: "The sandbox's worker did not start. Does something in this browser block workers in frames?",
  },
  machine: { ms: 30_000, late: "The sandbox's machine did not start within 30 seconds." },
} as const;
