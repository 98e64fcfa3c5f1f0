/** A rule as the linter looks at it, and the rules that are compared with each other. */
import type { ListedRule } from "../program";
import type { Combinations } from "./combinations";

export interface LintRule {
  /** As in decisions: `filesystem.deny[0]`. */
  readonly id: string;
  readonly pattern: string;
  readonly at: ListedRule[1];
  readonly list: string;
  /** Of the list, from the root of the spec. */
  readonly path: readonly string[];
  /** Its place in the list, or its key in a table. */
  readonly index: number | string;
  readonly role: "deny" | "approve" | "allow";
}
export interface RuleGroup {
  readonly rules: readonly LintRule[];
  /** Lists that what stands in a list may be covered by, besides the list itself. */
  readonly coveredBy: Readonly<Record<string, readonly string[]>>;
  combinations(): Combinations;
}

export function entries(
  list: string,
  path: readonly string[],
  rules: readonly ListedRule[],
  role: LintRule["role"],
): LintRule[] {
  return rules.map(([pattern, at], index) => ({
    id: `${list}[${index}]`,
    pattern,
    at,
    list,
    path,
    index,
    role,
  }));
}
