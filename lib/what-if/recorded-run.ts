/**
 * The steps of a run, out of the lines of its log: what was asked and decided, what a person answered, what a model's
 * answer took. Lines are added as they come; requests that are the same are kept once, so that a hundred thousand records are
 * decided again in the time of their different requests.
 *
 * Guarantees: total on any text. A line that is no record of ours is no step.
 */
import { usdOf } from "../mediator/money";
import { type PolicyRequest, VERDICTS, type Verdict } from "../policy";
import { hidesArguments, type Recorded, requestOf } from "./recorded-request";

export interface Was {
  readonly verdict: Verdict;
  readonly code: string;
  readonly rule: string | null;
  readonly line: number | null;
}

export interface Asked {
  readonly kind: "asked";
  readonly seq: number;
  /** Milliseconds since 1970, of the record. */
  readonly now: number;
  /** Where the request stands in `requests`; undefined where the record does not hold it. */
  readonly request: number | undefined;
  readonly was: Was;
}
export interface Answered {
  readonly kind: "answered";
  readonly now: number;
  readonly of: number;
  readonly granted: boolean;
}
/** What became known after a model's answer. */
export interface Used {
  readonly kind: "used";
  readonly of: number;
  readonly tokens?: number;
  readonly costUsd?: number;
}
export type Step = Asked | Answered | Used;

export interface RunRequest {
  readonly request: PolicyRequest;
  readonly hasHiddenArguments: boolean;
}

export class RecordedRun {
  readonly steps: Step[] = [];
  /** Each different one once. */
  readonly requests: RunRequest[] = [];
  readonly #known = new Map<string, number>();

  add(line: string): void {
    const record = recordOf(line);
    const step = record && this.#stepOf(record);
    if (step) this.steps.push(step);
  }

  #stepOf(record: Recorded & { readonly seq: number; readonly ts: string }): Step | undefined {
    const { type, data, seq, ts } = record;
    const { of } = data;
    const now = Date.parse(ts);
    switch (type) {
      case "approval.grant":
      case "approval.deny":
      case "approval.expire":
        return typeof of === "number"
          ? { kind: "answered", now, of, granted: type === "approval.grant" }
          : undefined;
      case "model.call.result":
        return typeof of === "number" ? usedOf(of, data) : undefined;
    }
    const verdict = VERDICTS.find((each) => each === data.verdict);
    if (verdict === undefined) return undefined;
    return { kind: "asked", seq, now, request: this.#number(record), was: wasOf(verdict, data) };
  }

  #number(record: Recorded): number | undefined {
    const key = record.type + JSON.stringify(record.data.request);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const request = requestOf(record);
    if (request === undefined) return undefined;
    const hidden = hidesArguments(record.data);
    // Calls that differ in what was said are one request here: only their hashes differ.
    const same = hidden ? `${record.type}?${JSON.stringify(request)}` : key;
    const number = this.#known.get(same) ?? this.requests.push({ request, hasHiddenArguments: hidden }) - 1;
    this.#known.set(same, number);
    return number;
  }
}

function wasOf(verdict: Verdict, { code, rule, line }: Recorded["data"]): Was {
  return {
    verdict,
    code: typeof code === "string" ? code : "",
    rule: typeof rule === "string" ? rule : null,
    line: typeof line === "number" ? line : null,
  };
}

function usedOf(of: number, { tokens, cost_microusd: cost }: Recorded["data"]): Used {
  return {
    kind: "used",
    of,
    ...(typeof tokens === "number" && { tokens }),
    ...(typeof cost === "number" && { costUsd: usdOf(cost) }),
  };
}

function recordOf(line: string): (Recorded & { seq: number; ts: string }) | undefined {
  try {
    const value = JSON.parse(line) as Partial<Recorded> & { seq?: unknown; ts?: unknown };
    const { type, data, seq, ts } = value;
    if (typeof type !== "string" || typeof data !== "object" || data === null) return undefined;
    return typeof seq === "number" && typeof ts === "string" ? { type, data, seq, ts } : undefined;
  } catch {
    return undefined;
  }
}
