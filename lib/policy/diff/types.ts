/** What a comparison of two policies says: per capability one word, and requests that show it. */
import type { Meters } from "../meters";
import type { PolicyRequest, Verdict } from "../types";

/** Of the new policy, seen from the old one. */
export type Relation = "equal" | "narrower" | "wider" | "incomparable";

export interface Outcome {
  readonly verdict: Verdict;
  readonly rule: string | null;
}
/** A request on which the two policies differ; both outcomes are the engine's own. */
export interface Witness {
  readonly request: PolicyRequest;
  readonly old: Outcome;
  readonly new: Outcome;
  /** What has to be used up before, where the difference only shows then: a rate, a budget. */
  readonly meters?: Meters;
}
export interface CapabilityDiff {
  /** Such as `filesystem.read`, `network`, `tools."github.create_issue"`, `models.max_tokens`. */
  readonly capability: string;
  readonly relation: Relation;
  /** False when not everything could be compared; the relation is then `incomparable`, and `note` says why. */
  readonly exact: boolean;
  /** Requests that the new policy decides more permissively; at most a few, by different rules. */
  readonly widenings: readonly Witness[];
  /** Requests that it decides more strictly. */
  readonly narrowings: readonly Witness[];
  /** One sentence for people, or null. */
  readonly note: string | null;
}
export interface PolicyDiff {
  /** Over all capabilities: wider when none is narrower, and so on. */
  readonly relation: Relation;
  readonly exact: boolean;
  readonly capabilities: readonly CapabilityDiff[];
}
