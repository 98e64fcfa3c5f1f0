import { expect, it } from "vitest";
import { ASLEEP, asRun, type TerminalPhase, terminalWords } from "./terminal-phase";

const PHASES: readonly TerminalPhase[] = [
  ASLEEP,
  { at: "starting", step: 2 },
  { at: "ready", since: 1 },
  { at: "running", since: 1, isStopping: false },
  { at: "running", since: 1, isStopping: true },
  { at: "ending", since: 1 },
];

it("has words for every phase, each its own", () => {
  const words = PHASES.map(terminalWords);
  expect(new Set(words).size).toBe(PHASES.length);
  expect(words[1]).toBe("Opening the log (3 of 4)");
});

it("is over for the timeline when the session has ended, and not before", () => {
  expect(PHASES.map((phase) => asRun(phase, false).at)).toEqual([
    "idle",
    "starting",
    "running",
    "running",
    "running",
    "running",
  ]);
  expect(asRun(ASLEEP, true).at).toBe("ended");
});
