/** For tests: how long something takes that is promised to be quick whatever the input is. */
import { stopwatch } from "../../testing/stopwatch";

const RUNS = 15;

/** What is promised, in milliseconds. */
export const PROMPT_MS = 50;

/** The least of a few runs: a busy machine is slow by chance, and what takes long takes so each time. */
export function leastTime(work: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS && least > PROMPT_MS / 2; run++) {
    const time = stopwatch();
    work();
    least = Math.min(least, time());
  }
  return least;
}
