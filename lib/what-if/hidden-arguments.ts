/**
 * Conditions on arguments, decided without them: a log has arguments as hashes only. What the run's own policy said of them
 * is in the record, and holds for another policy as far as that asks the same or less.
 */
import type { Decision, PolicyRequest } from "../policy";
import { type NamedCondition, type Program, rangeOf } from "../policy/program";
import { keyText } from "../policy/rules";
import type { Was } from "./recorded-run";

/** How a call fares with the conditions of a policy: all are met, this one is not, or nobody can tell. */
export type Judged = "met" | "unknown" | NamedCondition;

/** `was`: by the policy of the run, which is `then`; `now`: the policy that is asked. */
export function conditionsOf(request: PolicyRequest, was: Was, then: Program, now: Program): Judged {
  const asked = conditionsFor(now, request);
  if (asked.length === 0) return "met";
  const known = conditionsFor(then, request);
  if (hasMet(was)) {
    const isKnown = (condition: NamedCondition) => known.some((each) => isSame(each, condition));
    return asked.every(isKnown) ? "met" : "unknown";
  }
  const failed = known.find(({ name }) => was.rule === ruleId(request, name));
  return asked.find((each) => failed !== undefined && isSame(each, failed)) ?? "unknown";
}

/** A call that would be let through, but for this condition, which the run has shown not to be met. */
export function deniedBy(condition: NamedCondition, decision: Decision, request: PolicyRequest): Decision {
  const { charges: _, ...rest } = decision;
  const rule = ruleId(request, condition.name);
  return {
    ...rest,
    verdict: "deny",
    code: "DENIED_BY_RULE",
    rule,
    range: rangeOf(condition.at),
    reason: `The call is denied by ${rule}, as it was in the run.`,
    suggestion: null,
  };
}

/** Conditions come before rates and budgets, so that what met those has met its conditions. */
function hasMet({ verdict, code }: Was): boolean {
  return verdict !== "deny" || code === "DENIED_BY_LIMIT";
}

function conditionsFor({ tools, api }: Program, request: PolicyRequest): readonly NamedCondition[] {
  if (request.op === "tool.call") return tools.find(({ name }) => name === request.tool)?.conditions ?? [];
  if (request.op === "api.call") return api.find(({ name }) => name === request.api)?.conditions ?? [];
  return [];
}

function isSame(a: NamedCondition, b: NamedCondition): boolean {
  return a.name === b.name && JSON.stringify(a.condition) === JSON.stringify(b.condition);
}

function ruleId(request: PolicyRequest, argument: string): string {
  if (request.op === "tool.call") return `tools.${keyText(request.tool)}.args.${keyText(argument)}`;
  return request.op === "api.call" ? `api.${keyText(request.api)}.${keyText(argument)}` : "";
}
