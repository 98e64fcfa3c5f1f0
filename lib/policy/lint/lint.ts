/**
 * What is wrong with a policy that is right as a file: rules that never decide, that a deny always overrides, that
 * others already cover, and grants that a recorded run had no use for.
 *
 * Guarantees: the first three are exact, by comparison of the languages of patterns; where that takes too long, a
 * list is passed over in silence. Taking out a rule that is reported changes no decision, except for the unused
 * ones. Reports what the engine would find faulty not at all: that is for the loader.
 */
import { DIAGNOSTICS } from "../../spec/diagnostics/codes";
import type { Diagnostic, Fix } from "../../spec/diagnostics/diagnostic";
import { LineIndex } from "../../spec/toml/text";
import { type Program, rangeOf } from "../program";
import { keyText } from "../rules";
import { cutsFor } from "../suggest/list-text";
import type { PolicyRequest, SourceRange } from "../types";
import { type Finding, findingsIn, label } from "./findings";
import { type LintRule, type RuleGroup, ruleGroups } from "./rule-lists";
import { usedRules } from "./used-rules";

export interface LintOptions {
  /** The text that the program was compiled from; without it there are no fixes. */
  readonly text?: string;
  /** What a recorded run asked for. Left out, nothing is said about use. */
  readonly used?: readonly PolicyRequest[];
}

export function lint(program: Program, options: LintOptions = {}): Diagnostic[] {
  const groups = ruleGroups(program);
  const found = groups.flatMap(findingsIn);
  if (options.used !== undefined) found.push(...unused(program, groups, options.used, found));
  const siblings = groups.flatMap(({ rules }) => rules);
  const text = options.text;
  const lines = text === undefined ? null : { text, index: new LineIndex(text) };
  return found
    .map((finding) => diagnosticOf(finding, siblings, lines))
    .sort((a, b) => a.range.start.offset - b.range.start.offset);
}

/** Grants that decided nothing, and that nothing else is wrong with. */
function unused(
  program: Program,
  groups: readonly RuleGroup[],
  requests: readonly PolicyRequest[],
  findings: readonly Finding[],
): Finding[] {
  const used = usedRules(program, requests);
  const told = new Set(findings.map(({ rule }) => rule.id));
  return [...groups.flatMap(({ rules }) => rules), ...toolRules(program)]
    .filter(({ id, role }) => role === "allow" && !used.has(id) && !told.has(id))
    .filter(({ list }) => list !== "models.regions")
    .map((rule) => ({
      code: "ADS063",
      rule,
      message: `${label(rule)} was not needed by any of the ${requests.length} recorded requests.`,
    }));
}

/** Tools are granted by being named. */
function toolRules({ tools }: Program): LintRule[] {
  return tools
    .filter(({ effect }) => effect !== "deny")
    .map(({ name, at }) => ({
      id: `tools.${keyText(name)}`,
      pattern: name,
      at,
      list: "tools",
      path: ["capabilities", "tools"],
      index: name,
      role: "allow",
    }));
}

const NOWHERE: SourceRange = {
  start: { line: 1, column: 1, offset: 0 },
  end: { line: 1, column: 1, offset: 0 },
};

function diagnosticOf(
  { code, rule, message }: Finding,
  all: readonly LintRule[],
  lines: { readonly text: string; readonly index: LineIndex } | null,
): Diagnostic {
  return {
    code,
    severity: DIAGNOSTICS[code].severity,
    message,
    range: rangeOf(rule.at) ?? NOWHERE,
    path: [...rule.path, rule.index],
    fixes: lines === null ? [] : removal(rule, all, lines),
  };
}

function removal(
  rule: LintRule,
  all: readonly LintRule[],
  { text, index }: { readonly text: string; readonly index: LineIndex },
): Fix[] {
  const list = all.filter((other) => other.list === rule.list);
  if (list.length === 0) return [];
  const entries = list.map(({ at }) => rangeOf(at));
  if (entries.some((range) => range === null)) return [];
  const spans = entries.map((range) => ({ start: range?.start.offset ?? 0, end: range?.end.offset ?? 0 }));
  const cuts = cutsFor(text, spans, new Set([list.findIndex(({ id }) => id === rule.id)]));
  return [
    { title: `Remove ${label(rule)}`, edits: cuts.map((cut) => ({ range: index.range(cut), newText: "" })) },
  ];
}
