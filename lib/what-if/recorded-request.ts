/** A record of a decision as the request that it decided, for the engine to decide it again. */
import { usdOf } from "../mediator/money";
import type { PolicyRequest } from "../policy";
import { requestFrom } from "../spec/schema/tests";

export interface Recorded {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Undefined where the record does not hold it. Payloads are no part of a record: arguments come out as if there were none. */
export function requestOf({ type, data }: Recorded): PolicyRequest | undefined {
  const { request } = data;
  if (typeof request !== "object" || request === null) return undefined;
  const { cost_microusd: cost, args: _hash, ...rest } = request as Readonly<Record<string, unknown>>;
  const more = typeof cost === "number" ? { cost_usd: usdOf(cost) } : {};
  return requestFrom({ op: type, ...rest, ...more }) ?? undefined;
}

/** Whether the request had arguments that are in the log as a hash only. */
export function hidesArguments({ request }: Recorded["data"]): boolean {
  return typeof request === "object" && request !== null && "args" in request;
}
