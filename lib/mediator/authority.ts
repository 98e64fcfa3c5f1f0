/**
 * Who has to agree. An agent has one authority: its spec, with what was used of it. An agent that another one started has all
 * of those above it as well: each decides every request by itself, and the strongest verdict counts. So whatever a child's own
 * spec says, the child can do nothing that its parent could not; and what it uses is used up for its parent, too.
 *
 * The attack: a spec that grants everything, written by the agent itself into the place of a child's.
 */
import { commit, correct, type Decision, decide, type Engine, type Meters, VERDICTS } from "../policy";
import { policyError } from "../policy/decisions";

export interface Authority {
  readonly engine: Engine;
  readonly meters: Meters;
}

/** What a decision uses up when it goes ahead, and of whom. */
export interface Use {
  readonly meters: Meters;
  readonly decision: Decision;
}

export interface Judgement {
  readonly decision: Decision;
  readonly uses: readonly Use[];
}

/** The own authority comes first, then that of its parent, and so on. */
export type Authorities = readonly [Authority, ...Authority[]];

export function judge(authorities: Authorities, request: unknown): Judgement {
  const uses = authorities.map(({ engine, meters }): Use => {
    return { meters, decision: decide(engine, request, meters) };
  });
  let decision = (uses[0] as Use).decision;
  const own = decision;
  for (let level = 1; level < uses.length; level++) {
    const above = (uses[level] as Use).decision;
    if (rank(above) > rank(decision)) decision = fromAbove(above, level);
  }
  // The effect acts on one canonical form; where two were decided, nobody decided what would happen.
  const isOne = uses.every((use) => isDenied(use.decision) || isSameForm(use.decision, own));
  if (!isDenied(decision) && !isOne) decision = policyError("it has no one canonical form");
  return { decision, uses };
}

/** Says of whom the rule is. Its line is in another file, and what to add there is not for this agent's author. */
function fromAbove(decision: Decision, level: number): Decision {
  const { rule, reason } = decision;
  return {
    ...decision,
    rule: rule === null ? null : "parent/".repeat(level) + rule,
    range: null,
    reason: `By the rights of the agent that started it: ${reason}`,
    suggestion: null,
  };
}

function rank({ verdict }: Decision): number {
  return VERDICTS.indexOf(verdict);
}
function isDenied({ verdict }: Decision): boolean {
  return verdict === "deny";
}
function isSameForm({ canonical }: Decision, other: Decision): boolean {
  return canonical === other.canonical || JSON.stringify(canonical) === JSON.stringify(other.canonical);
}

export function commitAll(uses: readonly Use[]): void {
  for (const { meters, decision } of uses) commit(meters, decision);
}

/** What was set aside for a model's answer becomes what it took. */
export function correctAll(uses: readonly Use[], used: { tokens?: number; costUsd?: number }): void {
  for (const { meters, decision } of uses) correct(meters, decision, used);
}
