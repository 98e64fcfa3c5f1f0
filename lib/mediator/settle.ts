/**
 * The decision over all the requests of an action. Pure but for the landing place, which the effect's own surroundings
 * look up: the same policy, requests and meters settle in the same way.
 */
import { type Decision, decide, type Engine, type Meters, type Op, VERDICTS } from "../policy";
import type { Action } from "./action";

export interface Settled {
  /** The one that counts, and what it was asked of. */
  readonly decision: Decision;
  readonly op: Op;
  readonly decisions: readonly Decision[];
  /** What the effect would answer instead of happening: the landing place could not be found. */
  readonly failure: { readonly thrown: unknown } | undefined;
}

export function settle(engine: Engine, meters: Meters, action: Action<unknown>): Settled {
  const ops: Op[] = [];
  const decisions: Decision[] = [];
  for (const request of action.requests) {
    ops.push(request.op);
    decisions.push(decide(engine, request, meters));
  }
  let failure: Settled["failure"];
  if (action.landing && decisions.every(({ verdict }) => verdict !== "deny")) {
    try {
      for (const request of action.landing(decisions)) {
        ops.push(request.op);
        decisions.push(decide(engine, request, meters));
      }
    } catch (thrown) {
      failure = { thrown };
    }
  }
  return { ...strongest(ops, decisions), decisions, failure };
}

/** Among equals the last: it is the nearest to what happens. */
function strongest(ops: readonly Op[], decisions: readonly Decision[]): { decision: Decision; op: Op } {
  let at = 0;
  for (let i = 1; i < decisions.length; i++) {
    if (rank(decisions[i] as Decision) >= rank(decisions[at] as Decision)) at = i;
  }
  const decision = decisions[at];
  const op = ops[at];
  if (!decision || !op) throw new RangeError("an action has at least one request");
  return { decision, op };
}

function rank({ verdict }: Decision): number {
  return VERDICTS.indexOf(verdict);
}

/** Whether the same would happen: everything the effect acts on, to the letter. */
export function isSame(a: Settled, b: Settled): boolean {
  return (
    a.decisions.length === b.decisions.length &&
    (a.failure === undefined) === (b.failure === undefined) &&
    a.decisions.every(
      ({ canonical }, i) => JSON.stringify(canonical) === JSON.stringify(b.decisions[i]?.canonical),
    )
  );
}
