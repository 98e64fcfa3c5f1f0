/** Rates and budgets as rules: whether there is room, and what to charge. The counting itself is in meters.ts. */
import { parseRate } from "../spec/values";
import { type Canonical, deniedByLimit } from "./decisions";
import { hasBudget, hasRate, type Meters } from "./meters";
import type { Limit, ListedRule } from "./program";
import { type Faults, Rule } from "./rules";
import type { Charge, Decision } from "./types";

export interface LinkedLimit {
  readonly rule: Rule;
  readonly limit: number;
  /** Null for a budget of the run. */
  readonly windowMs: number | null;
}

export function linkRate(id: string, rate: ListedRule | null, faults: Faults): LinkedLimit | null {
  if (rate === null) return null;
  const rule = new Rule(id, rate[0], rate[1]);
  const parsed = parseRate(rate[0]);
  if (parsed.ok) return { rule, limit: parsed.value.count, windowMs: parsed.value.windowMs };
  faults.add(rule, "it is not a rate");
  return null;
}

export function linkBudget(id: string, limit: Limit | null, faults: Faults): LinkedLimit | null {
  if (limit === null) return null;
  const rule = new Rule(id, String(limit.value), limit.at);
  if (limit.value >= 0) return { rule, limit: limit.value, windowMs: null };
  faults.add(rule, "it is not a number");
  return null;
}

/** A denial when the limit has no room for `amount`; otherwise the charge is added to the list. */
export function meter(
  limit: LinkedLimit | null,
  amount: number,
  meters: Meters,
  what: string,
  canonical: Canonical,
  charges: Charge[],
): Decision | null {
  if (limit === null) return null;
  const { rule, windowMs } = limit;
  const hasRoom =
    windowMs === null
      ? hasBudget(meters, rule.id, amount, limit.limit)
      : hasRate(meters, rule.id, limit.limit, windowMs);
  if (!hasRoom) return deniedByLimit(rule, what, canonical);
  if (windowMs === null) charges.push({ rule: rule.id, amount });
  else charges.push({ rule: rule.id, amount: 1, window_ms: windowMs, limit: limit.limit });
  return null;
}
