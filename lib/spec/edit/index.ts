/** What an editor may ask of a policy that is being typed. */
export { type Completion, type Completions, completeAt } from "./complete";
export { type Hover, hoverAt } from "./hover";
export { NO_NAMES, type WorkspaceNames } from "./names";
export { type OutlineItem, outlineOf } from "./outline";
