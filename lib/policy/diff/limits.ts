/** Rates and budgets, each by its own order; a difference shows in a request that comes when enough is used up. */
import { parseRate, type Rate } from "../../spec/values";
import { type Meters, newMeters } from "../meters";
import type { Limit, ListedRule, Program } from "../program";
import type { PolicyRequest } from "../types";
import { type Candidate, Comparison, type Judge } from "./judge";
import type { CapabilityDiff } from "./types";

/** `request` is one that both sides grant; null when there is none, and then the rate makes no difference. */
export function compareRates(
  comparison: Comparison,
  rule: string,
  old: ListedRule | null | undefined,
  after: ListedRule | null | undefined,
  request: PolicyRequest | null,
): void {
  if (request === null || old?.[0] === after?.[0]) return;
  const [was, is] = [rateOf(old), rateOf(after)];
  if (!keeps(is, was)) comparison.claim("wider", burst(rule, is, was, request));
  if (!keeps(was, is)) comparison.claim("narrower", burst(rule, was, is, request));
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
  const call = findShared(judge, [...old.models.allow, ...after.models.allow].map(modelRequest(old, after)));
  const request = (amount: number) => (call === null ? null : { ...call, [FIELDS[name]]: amount });
  return compareBudget(comparison, `models.${name}`, old.models[name], after.models[name], request);
}

/** A pattern of models as a request that it is likely to cover; wildcards stand for a letter. */
function modelRequest(old: Program, after: Program) {
  const region = [...old.models.regions, ...after.models.regions].map(([pattern]) => plain(pattern))[0];
  return ([pattern]: ListedRule): PolicyRequest => {
    const request = { op: "model.call", model: plain(pattern) } as const;
    return region === undefined ? request : { ...request, region };
  };
}

function plain(pattern: string): string {
  return pattern.replaceAll(/[*?]/g, "a");
}

function findShared(judge: Judge, requests: readonly PolicyRequest[]): PolicyRequest | null {
  const isShared = (request: PolicyRequest) => {
    const { old, new: after } = judge.try(request);
    return old.verdict !== "deny" && after.verdict !== "deny";
  };
  return requests.find(isShared) ?? null;
}

export function diffActions(judge: Judge, old: Program, after: Program): CapabilityDiff {
  const rule = "resources.max_tool_calls";
  const comparison = new Comparison(judge, rule);
  const requests: PolicyRequest[] = [
    ...old.tools.map(({ name }) => ({ op: "tool.call", tool: name, args: {} }) as const),
    ...old.network.allow_egress.map(([pattern]) => {
      const url = plain(pattern.slice(pattern.indexOf(" ") + 1));
      const method = pattern.includes(" ") ? (pattern.split(/[ ,]/)[0] ?? "GET") : "GET";
      return { op: "net.fetch", method, url } as const;
    }),
    ...old.exec.allow.map(([pattern]) => ({ op: "exec.spawn", argv: plain(pattern).split(" ") }) as const),
    ...old.agents.spawn.map(([pattern]) => ({ op: "agent.spawn", name: plain(pattern) }) as const),
    ...old.models.allow.map(modelRequest(old, after)),
  ];
  const call = findShared(judge, requests);
  return compareBudget(
    comparison,
    rule,
    old.resources.max_tool_calls,
    after.resources.max_tool_calls,
    () => call,
  );
}

function compareBudget(
  comparison: Comparison,
  rule: string,
  old: Limit | null,
  after: Limit | null,
  request: (amount: number) => PolicyRequest | null,
): CapabilityDiff {
  const [was, is] = [old?.value ?? Number.POSITIVE_INFINITY, after?.value ?? Number.POSITIVE_INFINITY];
  const lower = Math.min(was, is);
  if (was === is) return comparison.result();
  const direction = is > was ? "wider" : "narrower";
  const sample = request(0);
  if (sample === null) {
    const note = "Nothing was found that both policies grant and that it counts.";
    return { ...comparison.result(note), relation: direction };
  }
  const meters: Meters = { ...newMeters(0), totals: { [rule]: lower } };
  comparison.claim(direction, [{ request: sample, meters }]);
  return comparison.result();
}
