/**
 * A decision and a result in the words of the log. Requests are recorded as they are acted on; arguments and other
 * payloads only as hashes; what is too long for a record, or has no form there, only as a hash as well.
 */
import { utf8 } from "../audit/bytes";
import type { Entry } from "../audit/record";
import type { Decision, Op } from "../policy";
import type { Outcome } from "./action";
import type { Body, Payloads } from "./payloads";

/** Leaves room for the rest of a record, which has 16 KiB in all. In bytes of UTF-8, escapes counted. */
const REQUEST_LIMIT_BYTES = 8192;
const REASON_LIMIT_UNITS = 600;
const MICROUSD = 1_000_000;

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
  return {
    code,
    verdict,
    ...(payload && { body: payloads.body(payload) }),
    ...(call !== undefined && { call }),
    ...(range && { line: range.start.line }),
    ...(verdict !== "allow" && { reason: reason.slice(0, REASON_LIMIT_UNITS).toWellFormed() }),
    ...(canonical && requestFields(canonical, payloads)),
    ...(rule !== null && { rule }),
  };
}

function requestFields(
  canonical: Readonly<Record<string, unknown>>,
  payloads: Payloads,
): Pick<DecisionData, "request" | "request_body"> {
  const { op: _, args, cost_usd: cost, ...rest } = canonical;
  const request: Record<string, unknown> = { ...rest };
  // Arguments are what the agent says to others: payload, which must be erasable.
  if (args !== undefined) request.args = payloads.body(utf8(JSON.stringify(args)));
  // Rounded up: a log that understates costs would hide a budget that was used up.
  if (typeof cost === "number") request.cost_microusd = Math.ceil(cost * MICROUSD);
  const text = JSON.stringify(request);
  // A text that is not well-formed has no bytes, so it cannot stand in a record; nor can a number with a fraction.
  const fits = text.length <= REQUEST_LIMIT_BYTES && utf8(text).length <= REQUEST_LIMIT_BYTES;
  return fits && isRecordable(request)
    ? { request }
    : { request_body: payloads.body(utf8(text.toWellFormed())) };
}

function isRecordable(request: Readonly<Record<string, unknown>>): boolean {
  return Object.values(request).every((value) =>
    typeof value === "string"
      ? value.isWellFormed()
      : typeof value === "number"
        ? Number.isSafeInteger(value) && value >= 0
        : Array.isArray(value)
          ? value.every((part) => typeof part === "string" && part.isWellFormed())
          : true,
  );
}

export function decisionEntry(op: Op, data: DecisionData): Entry {
  return { type: op, data } as Entry;
}

export function resultEntry(op: Op, of: number, outcome: Outcome, payloads: Payloads, error?: string): Entry {
  const { status = "ok", code, payload, tokens, costMicrousd } = outcome;
  return {
    type: `${op}.result`,
    data: {
      of,
      status,
      ...(payload && { body: payloads.body(payload) }),
      ...(code !== undefined && { code }),
      ...(costMicrousd !== undefined && { cost_microusd: costMicrousd }),
      ...(error !== undefined && { error }),
      ...(tokens !== undefined && { tokens }),
    },
  } as Entry;
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
