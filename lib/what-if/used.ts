/**
 * What runs have used up of the limits of a policy, told by their logs: for a run that goes on from another one, which has what
 * the others have left of a limit and not what they had left at some moment before.
 *
 * The attack: to go on from the moment before a limit was reached, again and again.
 *
 * A request that a record does not hold (it is too long) is not counted here; whoever has the run itself counts better.
 */
import { type LinkOptions, type Meters, newMeters } from "../policy";
import type { Program } from "../policy/program";
import { Pass } from "./pass";
import { RecordedRun } from "./recorded-run";

/** `then`: the policy that a run had. */
export function usedOf(
  lines: Iterable<string>,
  program: Program,
  then: Program,
  options: LinkOptions = {},
): Meters {
  const run = new RecordedRun();
  for (const line of lines) run.add(line);
  const pass = new Pass(run, program, then, options);
  pass.advance(run.steps.length);
  return pass.used;
}

/** Of several runs that have nothing in common. */
export function addedUp(all: readonly Meters[]): Meters {
  const sum = newMeters(0);
  for (const { now, totals, windows } of all) {
    sum.now = Math.max(sum.now, now);
    for (const [rule, used] of Object.entries(totals)) sum.totals[rule] = (sum.totals[rule] ?? 0) + used;
    for (const [rule, calls] of Object.entries(windows))
      sum.windows[rule] = inOrder([...(sum.windows[rule] ?? []), ...calls]);
  }
  return sum;
}

/** Of two accounts of the same the one that has used more, limit by limit. */
export function stricter(one: Meters, other: Meters): Meters {
  const most = addedUp([one]);
  most.now = Math.max(one.now, other.now);
  for (const [rule, used] of Object.entries(other.totals))
    most.totals[rule] = Math.max(most.totals[rule] ?? 0, used);
  for (const [rule, calls] of Object.entries(other.windows))
    if (countOf(calls) >= countOf(most.windows[rule] ?? [])) most.windows[rule] = [...calls];
  return most;
}

/** Times and counts in turn, ascending by time. */
function inOrder(calls: readonly number[]): number[] {
  const pairs = calls.flatMap((time, at) => (at % 2 === 0 ? [[time, calls[at + 1] as number]] : []));
  return pairs.sort((a, b) => (a[0] as number) - (b[0] as number)).flat();
}

function countOf(calls: readonly number[]): number {
  return calls.reduce((sum, value, at) => (at % 2 === 1 ? sum + value : sum), 0);
}
