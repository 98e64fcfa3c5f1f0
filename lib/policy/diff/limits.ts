/** Rates and budgets, each by its own order; a difference shows in a request that comes when enough is used up. */
import { parseRate, type Rate } from "../../spec/values";
import { type Meters, newMeters } from "../meters";
import type { Limit, ListedRule, Program } from "../program";
import type { PolicyRequest } from "../types";
import { type Candidate, Comparison, type Judge } from "./judge";
import { sharedModelCall } from "./names";
import type { CapabilityDiff } from "./types";

/** `request` is one that both sides grant; where there is none, the rate makes no difference. */
export function compareRates(
  comparison: Comparison,
  rule: string,
  old: ListedRule | null | undefined,
  after: ListedRule | null | undefined,
  request: PolicyRequest | "none" | "unknown",
): void {
  if (request === "none" || old?.[0] === after?.[0]) return;
  const [was, is] = [rateOf(old), rateOf(after)];
  for (const [direction, rate, limit] of [
    ["wider", is, was],
    ["narrower", was, is],
  ] as const) {
    if (keeps(rate, limit)) continue;
    // Numbers need no example to be told apart; with one it is better seen.
    if (request === "unknown") comparison.tell(direction);
    else comparison.claim(direction, burst(rule, rate, limit, request));
  }
}

function rateOf(rule: ListedRule | null | undefined): Rate | null {
  if (!rule) return null;
  const parsed = parseRate(rule[0]);
  return parsed.ok ? parsed.value : null;
}

/** Whether whoever keeps to `rate` keeps to `limit` as well. The most that fits: full bursts, a window apart. */
function keeps(rate: Rate | null, limit: Rate | null): boolean {
  if (limit === null) return true;
  return rate !== null && rate.count * Math.ceil(limit.windowMs / rate.windowMs) <= limit.count;
}

/** Calls that `rate` lets through, up to the first one that `limit` does not. */
function burst(rule: string, rate: Rate | null, limit: Rate | null, request: PolicyRequest): Candidate[] {
  if (limit === null) return [];
  const entries: number[] = [];
  let left = limit.count;
  let now = 0;
  while (rate !== null && left >= rate.count) {
    entries.push(now, rate.count);
    left -= rate.count;
    now += rate.windowMs;
  }
  if (left > 0) entries.push(now, left);
  return [{ request, meters: { now, totals: {}, windows: { [rule]: entries } } }];
}

type Budget = "max_tokens" | "max_cost_usd";
const FIELDS = { max_tokens: "tokens", max_cost_usd: "cost_usd" } as const;

export function diffModelBudget(judge: Judge, name: Budget, old: Program, after: Program): CapabilityDiff {
  const comparison = new Comparison(judge, `models.${name}`);
  const call = sharedModelCall(old, after);
  const isMoot = call === "none";
  const request = (amount: number) => (typeof call === "string" ? null : { ...call, [FIELDS[name]]: amount });
  return compareBudget(
    comparison,
    `models.${name}`,
    old.models[name],
    after.models[name],
    isMoot ? "moot" : request,
  );
}

/**
 * By their order; a request that both policies grant shows it where one is known. "moot" says that there is none, and
 * then the budget makes no difference.
 */
export function compareBudget(
  comparison: Comparison,
  rule: string,
  old: Limit | null,
  after: Limit | null,
  request: ((amount: number) => PolicyRequest | null) | "moot",
): CapabilityDiff {
  const [was, is] = [old?.value ?? Number.POSITIVE_INFINITY, after?.value ?? Number.POSITIVE_INFINITY];
  if (was === is) return comparison.result();
  if (request === "moot") {
    return comparison.result("It changed, and counts nothing that both policies grant.");
  }
  const direction = is > was ? "wider" : "narrower";
  const sample = request(0);
  const meters: Meters = { ...newMeters(0), totals: { [rule]: Math.min(was, is) } };
  if (sample !== null) comparison.claim(direction, [{ request: sample, meters }]);
  const found = comparison.result();
  // A number needs no example to be larger than another.
  return found.exact && found.relation === direction
    ? found
    : {
        ...found,
        relation: direction,
        exact: true,
        note: "Told by the number: no request was found that shows it.",
      };
}
