/** Comparing policies: what changes for better or worse, with requests that show it. */
export { diff } from "./diff";
export { diffSettings, type SettingDiff } from "./settings";
export type { CapabilityDiff, Outcome, PolicyDiff, Relation, Witness } from "./types";
export { unmeasuredChanges } from "./unmeasured";
