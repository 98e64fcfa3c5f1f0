/** The linter of policies. */
export { type LintOptions, lint } from "./lint";
