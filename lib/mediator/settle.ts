/**
 * The decision over all the requests of an action. Pure but for the landing place, which the effect's own surroundings
 * look up: the same policy, requests and meters settle in the same way.
 */
import { type Decision, type Op, type PolicyRequest, VERDICTS } from "../policy";
import type { Action } from "./action";
import { type Authorities, type Judgement, judge, type Use } from "./authority";

export interface Settled {
  /** The one that counts, and what it was asked of. */
  readonly decision: Decision;
  readonly op: Op;
  /** What the one that counts uses up. */
  readonly uses: readonly Use[];
  readonly decisions: readonly Decision[];
  /** What the effect would answer instead of happening: the landing place could not be found. */
  readonly failure: { readonly thrown: unknown } | undefined;
}

export function settle(authorities: Authorities, action: Action<unknown>): Settled {
  const ops: Op[] = [];
  const judgements: Judgement[] = [];
  const decisions: Decision[] = [];
  const take = (request: PolicyRequest) => {
    const judgement = judge(authorities, request);
    ops.push(request.op);
    judgements.push(judgement);
    decisions.push(judgement.decision);
  };
  for (const request of action.requests) take(request);
  let failure: Settled["failure"];
  if (action.landing && decisions.every(({ verdict }) => verdict !== "deny")) {
    try {
      for (const request of action.landing(decisions)) take(request);
    } catch (thrown) {
      failure = { thrown };
    }
  }
  const at = strongest(judgements);
  const [op, judgement] = [ops[at], judgements[at]];
  if (!judgement || !op) throw new RangeError("an action has at least one request");
  const { decision, uses } = judgement;
  return { decision, op, uses, decisions, failure };
}

/** Among equals the last: it is the nearest to what happens. */
function strongest(judgements: readonly Judgement[]): number {
  let at = 0;
  for (let i = 1; i < judgements.length; i++) {
    if (rank(judgements[i] as Judgement) >= rank(judgements[at] as Judgement)) at = i;
  }
  return at;
}

function rank({ decision: { verdict } }: Judgement): number {
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
