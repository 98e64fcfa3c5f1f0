import "server-only";
import type { RequestId } from "@/lib/ids";
import type { LogChecks } from "../audit/check";
import type { LogKeys } from "../audit/keys";
import type { WitnessRounds } from "../audit/witnesses";
import type { Actor } from "../auth/actor";
import type { Database } from "../db/database";

/** What a procedure may know of its request: who asks, and where the data is. No headers, no cookies. */
export interface Context {
  readonly actor: Actor | null;
  readonly database: Database;
  /** The keys that sign logs. */
  readonly log: () => Promise<LogKeys>;
  /** Asked before anything is signed. */
  readonly checks: LogChecks;
  readonly witnesses: WitnessRounds;
  /** Whether whoever asks has shown that the root secret is theirs. */
  readonly isOperator: boolean;
  readonly requestId: RequestId;
  readonly now: Date;
}
