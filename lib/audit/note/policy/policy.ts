/** What a C2SP tlog-policy says: which logs are known, which witnesses, and how many of them must have cosigned. */
import type { VerifierKey } from "../types";

export interface PolicyLog {
  readonly vkey: VerifierKey;
  readonly url?: string;
}

export interface PolicyWitness {
  /** Has no meaning outside the policy: the witness itself is known by its key. */
  readonly name: string;
  readonly vkey: VerifierKey;
  readonly url?: string;
}

export interface PolicyGroup {
  readonly name: string;
  /** How many of the members are needed. */
  readonly needed: number;
  /** Names of witnesses and of groups defined before this one. */
  readonly members: readonly string[];
}

export interface TlogPolicy {
  readonly logs: readonly PolicyLog[];
  readonly witnesses: readonly PolicyWitness[];
  /** Each after those that it names. */
  readonly groups: readonly PolicyGroup[];
  /** A witness, a group, or `none`. */
  readonly quorum: string;
}

export const NO_QUORUM = "none";
