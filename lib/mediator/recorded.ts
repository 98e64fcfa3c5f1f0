/**
 * A decision and a result in the words of the log. Requests are recorded as they are acted on; arguments and other
 * payloads only as hashes; what is too long for a record, or has no form there, only as a hash as well.
 */
import { utf8 } from "../audit/bytes";
import type { Entry } from "../audit/record";
import type { Decision, Op } from "../policy";
import type { Outcome } from "./action";
import { microusdOf } from "./money";
import type { Body, Payloads } from "./payloads";

/** Leaves room for the rest of a record, which has 16 KiB in all. In bytes of UTF-8, escapes counted. */
const REQUEST_LIMIT_BYTES = 8192;
/** Of UTF-8, for one unit of a text: a text that is short enough needs not be written to be measured. */
const MOST_BYTES_A_UNIT = 3;
const REASON_LIMIT_UNITS = 600;

type Mutable<Type> = { -readonly [Name in keyof Type]: Type[Name] };

export type DecisionData = {
  readonly code: Decision["code"];
  readonly verdict: Decision["verdict"];
  readonly body?: Body;
  readonly call?: string;
  readonly line?: number;
  readonly reason?: string;
  readonly request?: Readonly<Record<string, unknown>>;
  readonly request_body?: Body;
  readonly rule?: string;
};

export function decisionData(
  decision: Decision,
  payloads: Payloads,
  { payload, call }: { payload?: Uint8Array | undefined; call?: string | undefined },
): DecisionData {
  const { canonical, code, verdict, rule, range, reason } = decision;
  // Filled member by member: this is done for every action, and spreading takes longer than deciding.
  const data: Mutable<DecisionData> = { code, verdict };
  if (payload) data.body = payloads.body(payload);
  if (call !== undefined) data.call = call;
  if (range) data.line = range.start.line;
  if (verdict !== "allow") data.reason = reason.slice(0, REASON_LIMIT_UNITS).toWellFormed();
  if (canonical) addRequest(data, canonical, payloads);
  if (rule !== null) data.rule = rule;
  return data;
}

function addRequest(
  data: Mutable<DecisionData>,
  canonical: Readonly<Record<string, unknown>>,
  payloads: Payloads,
): void {
  const { op: _, args, cost_usd: cost, ...rest } = canonical;
  const request: Record<string, unknown> = { ...rest };
  // Arguments are what the agent says to others: payload, which must be erasable.
  if (args !== undefined) request.args = payloads.body(utf8(JSON.stringify(args)));
  // Rounded up: a log that understates costs would hide a budget that was used up.
  if (typeof cost === "number") request.cost_microusd = microusdOf(cost);
  const text = JSON.stringify(request);
  // A text that is not well-formed has no bytes, so it cannot stand in a record; nor can a number with a fraction.
  if (fits(text) && isRecordable(request)) data.request = request;
  else data.request_body = payloads.body(utf8(text.toWellFormed()));
}

function fits(text: string): boolean {
  if (text.length * MOST_BYTES_A_UNIT <= REQUEST_LIMIT_BYTES) return true;
  return text.length <= REQUEST_LIMIT_BYTES && utf8(text).length <= REQUEST_LIMIT_BYTES;
}

function isRecordable(request: Readonly<Record<string, unknown>>): boolean {
  for (const name in request) {
    if (Object.hasOwn(request, name) && !isRecordableValue(request[name])) return false;
  }
  return true;
}

function isRecordableValue(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed();
  if (typeof value === "number") return Number.isSafeInteger(value) && value >= 0;
  if (!Array.isArray(value)) return true;
  return value.every((part) => typeof part === "string" && part.isWellFormed());
}

export function decisionEntry(op: Op, data: DecisionData): Entry {
  return { type: op, data } as Entry;
}

export function resultEntry(op: Op, of: number, outcome: Outcome, payloads: Payloads, error?: string): Entry {
  const { status = "ok", code, payload, tokens, costMicrousd } = outcome;
  const data: Record<string, unknown> = { of, status };
  if (payload) data.body = payloads.body(payload);
  if (code !== undefined) data.code = code;
  if (costMicrousd !== undefined) data.cost_microusd = costMicrousd;
  if (error !== undefined) data.error = error;
  if (tokens !== undefined) data.tokens = tokens;
  return { type: `${op}.result`, data } as unknown as Entry;
}

/** What a failed effect is called in the log: its code, never its message, which may hold what was read. */
export function errorName(thrown: unknown): string {
  if (typeof thrown !== "object" || thrown === null) return "ERROR";
  const { code, name } = thrown as { code?: unknown; name?: unknown };
  for (const word of [code, name]) {
    if (typeof word === "string" && /^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(word)) return word;
  }
  return "ERROR";
}
