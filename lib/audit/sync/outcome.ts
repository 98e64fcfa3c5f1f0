/** How an attempt to synchronise ended. What is stopped is not tried again by itself: a person has to see it. */
import type { Pins } from "./pins";
import type { Refused } from "./transport";

/** Closed, so that an interface can say what each means. */
export const STOPS = {
  FORK: "Two different logs of one session, or of the workspace, were signed.",
  ROLLBACK: "The server has lost what it had countersigned: it was set back to an older state.",
  KEYS_CHANGED: "The server signs with a key that this browser does not know.",
  BAD_RECEIPT: "The server's answer does not prove what it says.",
  REFUSED: "The server does not take this log.",
  NO_KEY: "The key that signs this log is gone, so that no more of it can be sent.",
  DAMAGED: "The log in this browser is not what was recorded.",
} as const;
export type StopCode = keyof typeof STOPS;

/** Both sides of a contradiction, as they were signed. Either can be shown to anybody. */
export interface Contradiction {
  readonly ours: string;
  /** Empty where the server says that there is nothing. */
  readonly theirs: string;
}

export interface Stopped {
  readonly kind: "stopped";
  readonly code: StopCode;
  readonly why: string;
  /** What is stopped: one log, or everything of its workspace. */
  readonly of?: "session" | "workspace";
  readonly evidence?: Contradiction;
  /** The keys that would be believed if a person said so, of KEYS_CHANGED. */
  readonly offered?: Pins;
}
/** Nothing is wrong that time would not mend. */
export interface Later {
  readonly kind: "later";
  readonly why: string;
}
export type Halt = Stopped | Later;
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly halt: Halt };

export function done<T>(value: T): Result<T> {
  return { ok: true, value };
}
export function stop(
  code: StopCode,
  why: string = STOPS[code],
  evidence?: Contradiction,
): { ok: false; halt: Stopped } {
  return { ok: false, halt: { kind: "stopped", code, why, ...(evidence && { evidence }) } };
}
export function later(why: string): { ok: false; halt: Later } {
  return { ok: false, halt: { kind: "later", why } };
}

/** Faults of the moment. Everything else the server will say again, however often it is asked. */
const PASSING: ReadonlySet<Refused["code"]> = new Set([
  "UNREACHABLE",
  "LIMIT_REACHED",
  "INTERNAL",
  "NOT_READY",
  // Its operator may put the database right; until then nothing is lost by asking now and then.
  "LOG_REFUSED",
]);

export function haltOf({ code, message }: Refused): { ok: false; halt: Halt } {
  return PASSING.has(code) ? later(message) : stop("REFUSED", message);
}
