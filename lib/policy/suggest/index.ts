/** Edits of a spec that a recorded run suggests: what it lacks, and what it does not need. */
export type { Added } from "./explain";
export { generalise } from "./generalise";
export type { Refused } from "./needs";
export { type Shrinking, shrink } from "./shrink";
export { type Suggestion, suggest } from "./suggest";
