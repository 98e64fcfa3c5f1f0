/**
 * One thing that an agent wants done: what is asked of the policy, and how it is done once that has said yes.
 *
 * Whoever makes an action (a driver, the modules for files, network and so on) has copied every part of it out of the
 * guest: texts and bytes that the guest can still change would be decided as one thing and done as another.
 */
import type { Decision, PolicyRequest } from "../policy";

export type Canonical = Readonly<Record<string, unknown>>;

export interface Action<Result> {
  /** All of them are decided and the strongest verdict counts; opening for reading and writing asks for both. */
  readonly requests: readonly PolicyRequest[];
  /**
   * Where the effect would land, for what can point elsewhere: the real path behind symlinks, as further requests. Asked
   * only when nothing was denied so far, so that a denied path tells nothing about what is behind it; asked again after
   * every wait. May throw what the effect itself would throw (ENOENT): then that is the result. Only for requests
   * that no rate or budget counts, which are those for files.
   */
  readonly landing?: (decisions: readonly Decision[]) => readonly PolicyRequest[];
  /** What is written or sent. Part of what a person approves, and of the record as a hash. */
  readonly payload?: Uint8Array;
  /** Whether the effect reaches out of the sandbox: then it waits until its record is durable. */
  readonly outside: boolean;
  /**
   * The effect stays open (a file that is written to): its result is recorded when the caller concludes it, or as
   * cancelled when the session ends.
   */
  readonly isHeld?: boolean;
  /**
   * Whoever ends the session waits for the effect before the log is closed (an agent that this one started): its result
   * is its own, also then. Left out, the end of the session records it as cancelled, whatever becomes of it.
   */
  readonly isAwaited?: boolean;
  /** Acts on what was decided: `decisions` are in the order of the requests, then of the landing. */
  perform(decisions: readonly Decision[], run: Run): Result | Promise<Result>;
  /** What the record of the result says of it, beside that it went well. */
  outcome?(result: Result): Outcome;
}

export interface Run {
  readonly signal: AbortSignal;
  /** The record of the decision; what is held is concluded by it. */
  readonly of: number;
}

export interface Outcome {
  readonly status?: "ok" | "error" | "cancelled" | "timeout";
  /** An exit code, a status of a protocol. */
  readonly code?: number;
  /** What was read, received, answered. */
  readonly payload?: Uint8Array;
  readonly tokens?: number;
  readonly costMicrousd?: number;
}
