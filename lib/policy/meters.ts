/**
 * What has been used up of rates and budgets, as plain data that its owner keeps and serialises. The clock is part of
 * it (`now`, in milliseconds), so that deciding reads none and stays a pure function.
 *
 * Guarantees: deciding only reads; commit() counts what a decision allowed, once the effect goes ahead. Whatever is
 * unreadable (a NaN, a missing clock) leaves no room: every comparison is written so that doubt means "used up".
 */
import type { Charge, Decision } from "./types";

export interface Meters {
  /** Milliseconds; any origin, as long as it never goes back. */
  now: number;
  /** Rule id -> what a run has used of a budget. */
  readonly totals: Record<string, number>;
  /** Rule id -> times and counts of the calls in its window: [time, count, time, count, …], ascending. */
  readonly windows: Record<string, number[]>;
}

/** Windows with more calls than this are kept in steps of a thousandth of their length, rounded to the strict side. */
const EXACT_LIMIT = 1024;

export function newMeters(now: number): Meters {
  return { now, totals: {}, windows: {} };
}

/** Whether `amount` more fits into a budget. */
export function hasBudget(meters: Meters, rule: string, amount: number, limit: number): boolean {
  const used: unknown = own(meters.totals, rule) ?? 0;
  if (typeof used !== "number") return false;
  // Equal is used up when nothing more is asked for: an action of unknown cost needs room left.
  return amount > 0 ? used + amount <= limit : used < limit;
}

/** Whether one more call fits into a sliding window. */
export function hasRate(meters: Meters, rule: string, count: number, windowMs: number): boolean {
  const now = meters.now;
  if (!Number.isFinite(now)) return false;
  const entries = own(meters.windows, rule) ?? [];
  // Meters come back from storage: what is no list of numbers is not an empty one.
  if (!Array.isArray(entries)) return false;
  let used = 0;
  for (let i = entries.length - 2; i >= 0; i -= 2) {
    // A call at t blocks up to t + window; what lies in the future (a clock set back) blocks as well.
    if ((entries[i] as number) <= now - windowMs) break;
    used += entries[i + 1] as number;
  }
  return used + 1 <= count;
}

/** Counts what the decision charges. Called by the mediator when the effect goes ahead, also after an approval. */
export function commit(meters: Meters, decision: Decision): void {
  if (decision.verdict === "deny") return;
  for (const charge of decision.charges ?? []) count(meters, charge);
}

/** Counts use that became known afterwards: the tokens and the cost of a model's answer. */
export function count(meters: Meters, charge: Charge): void {
  if (!(charge.amount >= 0)) throw new RangeError("a charge is a number that is not negative");
  if (charge.window_ms === undefined) {
    meters.totals[charge.rule] = (own(meters.totals, charge.rule) ?? 0) + charge.amount;
    return;
  }
  const { now } = meters;
  const windowMs = charge.window_ms;
  const step = (charge.limit ?? 0) <= EXACT_LIMIT ? 1 : Math.max(1, Math.floor(windowMs / EXACT_LIMIT));
  const kept = (own(meters.windows, charge.rule) ?? []).slice();
  let first = 0;
  while (first < kept.length && (kept[first] as number) <= now - windowMs) first += 2;
  const entries = first === 0 ? kept : kept.slice(first);
  // Rounded up, a call expires late rather than early. Never before the last one, should the clock have gone back.
  const time = Math.max(Math.ceil(now / step) * step, entries.at(-2) ?? now);
  if (entries.at(-2) === time) entries[entries.length - 1] = (entries.at(-1) as number) + charge.amount;
  else entries.push(time, charge.amount);
  meters.windows[charge.rule] = entries;
}

/** The budgets of models: a call sets something aside before it is known what it takes. */
export const MODEL_BUDGETS = { tokens: "models.max_tokens", cost: "models.max_cost_usd" } as const;

/** What a model's answer took, in the place of what its decision has charged; what is not known stays as it was charged. */
export function correct(
  meters: Meters,
  { charges = [] }: Decision,
  { tokens, costUsd }: { readonly tokens?: number; readonly costUsd?: number },
): void {
  for (const { rule, amount } of charges) {
    const used = rule === MODEL_BUDGETS.tokens ? tokens : rule === MODEL_BUDGETS.cost ? costUsd : undefined;
    // A number from outside: what is none of zero or more gives nothing back.
    if (used === undefined || !(used >= 0)) continue;
    meters.totals[rule] = Math.max(0, (own(meters.totals, rule) ?? 0) - amount) + used;
  }
}

function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
