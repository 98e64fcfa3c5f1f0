/** The linter of policies. */
export { type Checked, check } from "./check";
export { type LintOptions, lint, unusedGrants } from "./lint";
