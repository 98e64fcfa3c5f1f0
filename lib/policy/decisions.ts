/**
 * Decisions as they are put together by the domains. Every one is a fresh plain object with its keys in the same
 * order, so that the same decision is the same text everywhere.
 */
import type { Rule } from "./rules";
import type { Charge, Decision, SuggestedRule } from "./types";

export type Canonical = Readonly<Record<string, unknown>>;

/** `what` completes "… is allowed by": "reading /x". It begins the sentence. */
export function allowed(rule: Rule, what: string, canonical: Canonical): Decision {
  return make("allow", "ALLOWED", rule, what + rule.allows, canonical);
}

export function needsApproval(rule: Rule, what: string, canonical: Canonical): Decision {
  return make("approve", "APPROVAL", rule, `${what} needs a person's approval: ${rule.label}.`, canonical);
}

export function deniedByRule(rule: Rule, what: string, canonical: Canonical, why = ""): Decision {
  const reason = why === "" ? what + rule.denies : `${what} is denied by ${rule.label}${why}.`;
  return make("deny", "DENIED_BY_RULE", rule, reason, canonical);
}

export function deniedByLimit(rule: Rule, what: string, canonical: Canonical): Decision {
  return make("deny", "DENIED_BY_LIMIT", rule, `${what} is denied: ${rule.label} is used up.`, canonical);
}

export function deniedByDefault(
  what: string,
  canonical: Canonical,
  suggestion: SuggestedRule | null,
): Decision {
  return {
    verdict: "deny",
    code: "DENIED_BY_DEFAULT",
    rule: null,
    range: null,
    reason: `${what} is denied because no rule allows it.`,
    canonical,
    suggestion,
  };
}

export function deniedAddress(what: string, canonical: Canonical, kind: string): Decision {
  const reason = `${what} is denied because the address is ${kind} and no rule names it.`;
  return {
    verdict: "deny",
    code: "DENIED_ADDRESS",
    rule: null,
    range: null,
    reason,
    canonical,
    suggestion: null,
  };
}

/** `why` is a clause such as "the path is empty". */
export function malformed(why: string): Decision {
  return refuse("MALFORMED_REQUEST", `The request is denied because ${why}.`);
}

export function policyError(why: string): Decision {
  return refuse("POLICY_ERROR", `The request is denied because ${why}.`);
}

export function withCharges(decision: Decision, charges: readonly Charge[]): Decision {
  return charges.length === 0 ? decision : { ...decision, charges };
}

const STRENGTH = { allow: 0, sanitize: 1, approve: 2, deny: 3 } as const;

/** Of several decisions on parts of one request the strongest counts; among equals the first. */
export function strongest(first: Decision, second: Decision): Decision {
  return STRENGTH[second.verdict] > STRENGTH[first.verdict] ? second : first;
}

function make(
  verdict: Decision["verdict"],
  code: Decision["code"],
  rule: Rule,
  reason: string,
  canonical: Canonical,
): Decision {
  return { verdict, code, rule: rule.id, range: rule.range, reason, canonical, suggestion: null };
}

function refuse(code: "MALFORMED_REQUEST" | "POLICY_ERROR", reason: string): Decision {
  return { verdict: "deny", code, rule: null, range: null, reason, canonical: null, suggestion: null };
}
