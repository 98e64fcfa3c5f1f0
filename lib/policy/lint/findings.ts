/** What the sets of rules that match together say about each rule. */
import type { DiagnosticCode } from "../../spec/diagnostics/codes";
import type { LintRule, RuleGroup } from "./rule-group";

export interface Finding {
  readonly code: DiagnosticCode;
  readonly rule: LintRule;
  /** One sentence for people. */
  readonly message: string;
}

/** Sets of rules that match together, by index. */
type Sets = readonly (readonly number[])[];

export function findingsIn(group: RuleGroup): Finding[] {
  const { rules } = group;
  if (rules.length < 2 && !rules.some(({ role }) => role === "deny")) return [];
  const combinations = group.combinations();
  if (combinations === null) return [];
  const setsOf = rules.map((): (readonly number[])[] => []);
  for (const set of combinations) for (const index of set) setsOf[index]?.push(set);
  // A rule that is taken out first covers nothing any more: of two equal ones the second goes.
  const gone = new Set<number>();
  return rules.flatMap((_, number): Finding[] => {
    const index = rules.length - 1 - number;
    const own = setsOf[index] as Sets;
    const finding = own.length === 0 ? null : findingOn(index, own, group, gone);
    if (finding?.code === "ADS062") gone.add(index);
    return finding === null ? [] : [finding];
  });
}

function findingOn(index: number, own: Sets, group: RuleGroup, gone: ReadonlySet<number>): Finding | null {
  const rule = group.rules[index] as LintRule;
  const { role } = rule;
  const others = (test: (other: LintRule) => boolean) => (at: number) => {
    const other = group.rules[at]; // what the engine grants by itself stands behind them
    return other !== undefined && at !== index && !gone.has(at) && test(other);
  };
  const denies = others((other) => other.role === "deny");
  const shadow = role === "deny" ? null : cover(own, denies);
  if (shadow !== null) return { code: "ADS061", rule, message: shadowed(rule, shadow, group) };
  const lists = [rule.list, ...(group.coveredBy[rule.list] ?? [])];
  const wider = cover(
    own,
    others((other) => lists.includes(other.list)),
  );
  if (wider !== null) return { code: "ADS062", rule, message: covered(rule, wider, group) };
  const meetsNothing = own.every((set) => set.every((at) => group.rules[at]?.role === "deny"));
  if (role !== "deny" || !meetsNothing) return null;
  const message = `${label(rule)} meets no grant: nothing allows or asks about what it matches, which is denied anyway.`;
  return { code: "ADS064", rule, message };
}

/** The fewest of the candidates, found greedily, of which each set has at least one; null when some set has none. */
function cover(sets: Sets, isCandidate: (at: number) => boolean): number[] | null {
  let open = sets.map((set) => set.filter(isCandidate));
  if (open.some((set) => set.length === 0)) return null;
  const chosen: number[] = [];
  while (open.length > 0) {
    const best = mostFrequent(open);
    chosen.push(best);
    open = open.filter((set) => !set.includes(best));
  }
  return chosen;
}

/** Of those that stand in as many of the sets as any, the first. */
function mostFrequent(sets: Sets): number {
  const counts = new Map<number, number>();
  for (const set of sets) for (const at of set) counts.set(at, (counts.get(at) ?? 0) + 1);
  let [best, most] = [-1, 0];
  for (const [at, count] of counts)
    if (count > most || (count === most && at < best)) [best, most] = [at, count];
  return best;
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
