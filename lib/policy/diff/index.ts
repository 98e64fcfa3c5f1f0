/** Comparing policies: what changes for better or worse, with requests that show it. */
export { diff } from "./diff";
export type { CapabilityDiff, Outcome, PolicyDiff, Relation, Witness } from "./types";
