/** What the sets of rules that match together say about each rule. */
import type { DiagnosticCode } from "../../spec/diagnostics/codes";
import type { LintRule, RuleGroup } from "./rule-group";

export interface Finding {
  readonly code: DiagnosticCode;
  readonly rule: LintRule;
  /** One sentence for people. */
  readonly message: string;
}

type Sets = readonly ReadonlySet<number>[];

export function findingsIn(group: RuleGroup): Finding[] {
  const { rules } = group;
  if (rules.length < 2 && !rules.some(({ role }) => role === "deny")) return [];
  const combinations = group.combinations();
  if (combinations === null) return [];
  const sets: Sets = combinations.map((labels) => new Set(labels));
  // A rule that is taken out first covers nothing any more: of two equal ones the second goes.
  const gone = new Set<number>();
  return rules.flatMap((_, number): Finding[] => {
    const index = rules.length - 1 - number;
    const own = sets.filter((set) => set.has(index));
    const finding = own.length === 0 ? null : findingOn(index, own, group, gone);
    if (finding?.code === "ADS062") gone.add(index);
    return finding === null ? [] : [finding];
  });
}

function findingOn(index: number, own: Sets, group: RuleGroup, gone: ReadonlySet<number>): Finding | null {
  const rule = group.rules[index] as LintRule;
  const { role } = rule;
  const others = (test: (other: LintRule) => boolean) =>
    group.rules.flatMap((other, at) => (at !== index && !gone.has(at) && test(other) ? [at] : []));
  const denies = others((other) => other.role === "deny");
  const shadow = role === "deny" ? null : cover(own, denies);
  if (shadow !== null) return { code: "ADS061", rule, message: shadowed(rule, shadow, group) };
  const lists = [rule.list, ...(group.coveredBy[rule.list] ?? [])];
  const wider = cover(
    own,
    others((other) => lists.includes(other.list)),
  );
  if (wider !== null) return { code: "ADS062", rule, message: covered(rule, wider, group) };
  const meetsNothing = own.every((set) => [...set].every((at) => group.rules[at]?.role === "deny"));
  if (role !== "deny" || !meetsNothing) return null;
  const message = `${label(rule)} meets no grant: nothing allows or asks about what it matches, which is denied anyway.`;
  return { code: "ADS064", rule, message };
}

/** The fewest of the candidates, found greedily, of which each set has at least one; null when some set has none. */
function cover(sets: Sets, candidates: readonly number[]): number[] | null {
  if (!sets.every((set) => candidates.some((at) => set.has(at)))) return null;
  const chosen: number[] = [];
  let open = sets;
  while (open.length > 0) {
    const counts = candidates.map((at) => open.filter((set) => set.has(at)).length);
    const most = Math.max(0, ...counts);
    const best = candidates[counts.indexOf(most)];
    if (most === 0 || best === undefined) return null;
    chosen.push(best);
    open = open.filter((set) => !set.has(best));
  }
  return chosen;
}

function shadowed(rule: LintRule, by: readonly number[], group: RuleGroup): string {
  const verb = rule.role === "approve" ? "never asks" : "never grants anything";
  return `${label(rule)} ${verb}: all that it matches is denied by ${named(by, group)}.`;
}

function covered(rule: LintRule, by: readonly number[], group: RuleGroup): string {
  return `${label(rule)} says nothing new: all that it matches is covered by ${named(by, group)}.`;
}

function named(rules: readonly number[], group: RuleGroup): string {
  const labels = rules.map((at) => label(group.rules[at] as LintRule));
  const last = labels.pop() ?? "";
  return labels.length === 0 ? last : `${labels.join(", ")} and ${last} together`;
}

export function label({ id, pattern }: LintRule): string {
  return `${id} (${JSON.stringify(pattern)})`;
}
