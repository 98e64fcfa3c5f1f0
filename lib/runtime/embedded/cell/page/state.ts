/** Where a cell is, from the moment it has a worker with a machine, as a table: what may come next. */
export type CellState = "ready" | "running" | "ending" | "gone";
export type CellEvent = "start" | "kill" | "end" | "close";

const NEXT: Readonly<Record<CellState, Partial<Readonly<Record<CellEvent, CellState>>>>> = {
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
