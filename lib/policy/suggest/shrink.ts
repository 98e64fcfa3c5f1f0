/**
 * Takes the grants out of a spec that a recorded run had no use for.
 *
 * Guarantees: every request of the run that was let through still is. Denials and approvals stay as they are, and so
 * does everything that the run cannot tell anything about, such as the regions of models.
 */
import type { TextEdit } from "../../spec/diagnostics/diagnostic";
import { load } from "../../spec/load";
import { LineIndex } from "../../spec/toml/text";
import { type LintRule, ruleGroups } from "../lint/rule-lists";
import { usedRules } from "../lint/used-rules";
import { compile, rangeOf } from "../program";
import type { PolicyRequest } from "../types";
import { cutsFor } from "./list-text";

export interface Shrinking {
  readonly edits: readonly TextEdit[];
  /** The text with the edits made. */
  readonly text: string;
  /** The rules that go, with their patterns. */
  readonly removed: readonly { readonly rule: string; readonly pattern: string }[];
}

export function shrink(text: string, requests: readonly PolicyRequest[]): Shrinking {
  const { spec, source } = load(text);
  if (spec === null) return { edits: [], text, removed: [] };
  const program = compile(spec, source);
  const used = usedRules(program, requests);
  const lists = new Map<string, LintRule[]>();
  for (const rule of ruleGroups(program).flatMap(({ rules }) => rules)) {
    lists.set(rule.list, [...(lists.get(rule.list) ?? []), rule]);
  }
  const removed: LintRule[] = [];
  const edits: TextEdit[] = [];
  const lines = new LineIndex(text);
  for (const [list, rules] of lists) {
    // A secret without hosts is no secret any more, and an empty list of them no spec.
    if (list === "models.regions" || list.startsWith("secrets.")) continue;
    const unused = rules.filter(({ id, role }) => role === "allow" && !used.has(id));
    const spans = rules.map(({ at }) => rangeOf(at));
    if (unused.length === 0 || spans.some((span) => span === null)) continue;
    removed.push(...unused);
    const entries = spans.map((span) => ({ start: span?.start.offset ?? 0, end: span?.end.offset ?? 0 }));
    const cuts = cutsFor(text, entries, new Set(unused.map((rule) => rules.indexOf(rule))));
    edits.push(...cuts.map((cut) => ({ range: lines.range(cut), newText: "" })));
  }
  const after = [...edits]
    .sort((a, b) => b.range.start.offset - a.range.start.offset)
    .reduce(
      (result, { range }) => result.slice(0, range.start.offset) + result.slice(range.end.offset),
      text,
    );
  return { edits, text: after, removed: removed.map(({ id, pattern }) => ({ rule: id, pattern })) };
}
