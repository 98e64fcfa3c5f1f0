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
import type { SourceMap } from "../../spec/source-map";
import { LineIndex } from "../../spec/toml/text";
import type { LinkOptions } from "../engine";
import { type Program, rangeOf } from "../program";
import { keyText } from "../rules";
import { cutsFor } from "../suggest/list-text";
import type { PolicyRequest, SourceRange } from "../types";
import { conditionFindings } from "./condition-findings";
import { deadRules } from "./dead-rules";
import { type Finding, findingsIn, label } from "./findings";
import type { LintRule, RuleGroup } from "./rule-group";
import { ruleGroups } from "./rule-lists";
import { usedRules } from "./used-rules";

export interface LintOptions {
  /** Where everything stands, as `load` answers it; without it there are no fixes. */
  readonly source?: SourceMap;
  /** What a recorded run asked for. Left out, nothing is said about use. */
  readonly used?: readonly PolicyRequest[];
  /** What the requests of the run are decided with: a reader of SQL, where there are queries among them. */
  readonly link?: LinkOptions;
}

export function lint(program: Program, options: LintOptions = {}): Diagnostic[] {
  const groups = ruleGroups(program);
  const dead = deadRules(program);
  const isDead = new Set(dead.map(({ rule }) => rule.id));
  const compared = [...groups.flatMap(findingsIn), ...conditionFindings(program)];
  const found = [...dead, ...compared.filter(({ rule }) => !isDead.has(rule.id))];
  if (options.used !== undefined) found.push(...unused(program, groups, options.used, found, options.link));
  const siblings = groups.flatMap(({ rules }) => rules);
  const { source } = options;
  const text = source === undefined ? null : { source, index: new LineIndex(source.text) };
  return found
    .map((finding) => diagnosticOf(finding, siblings, text))
    .sort((a, b) => a.range.start.offset - b.range.start.offset);
}

/** Grants that decided nothing, and that nothing else is wrong with. */
function unused(
  program: Program,
  groups: readonly RuleGroup[],
  requests: readonly PolicyRequest[],
  findings: readonly Finding[],
  options: LinkOptions = {},
): Finding[] {
  const told = new Set(findings.map(({ rule }) => rule.id));
  return unusedIn(program, groups, requests, options)
    .filter(({ id }) => !told.has(id))
    .map((rule) => ({
      code: "ADS063",
      rule,
      message: `${label(rule)} was needed by none of the recorded requests.`,
    }));
}

/** The grants that a recorded run had no use for. */
export function unusedGrants(
  program: Program,
  requests: readonly PolicyRequest[],
  options: LinkOptions = {},
): readonly LintRule[] {
  return unusedIn(program, ruleGroups(program), requests, options);
}

function unusedIn(
  program: Program,
  groups: readonly RuleGroup[],
  requests: readonly PolicyRequest[],
  options: LinkOptions,
): LintRule[] {
  const used = usedRules(program, requests, options);
  return [...groups.flatMap(({ rules }) => rules), ...toolRules(program)]
    .filter(({ id, role }) => role === "allow" && !used.has(id))
    .filter(({ list }) => list !== "models.regions");
}

/** Tools are granted by being named. */
function toolRules({ tools }: Program): LintRule[] {
  return tools
    .filter(({ effect }) => effect !== "deny")
    .map(({ name, at }) => ({
      id: `tools.${keyText(name)}`,
      pattern: name,
      at,
      list: "",
      path: ["capabilities", "tools"],
      index: name,
      role: "allow",
    }));
}

interface IndexedText {
  readonly source: SourceMap;
  readonly index: LineIndex;
}

const NOWHERE: SourceRange = {
  start: { line: 1, column: 1, offset: 0 },
  end: { line: 1, column: 1, offset: 0 },
};

function diagnosticOf(
  { code, rule, message }: Finding,
  all: readonly LintRule[],
  text: IndexedText | null,
): Diagnostic {
  const path = [...rule.path, rule.index];
  return {
    code,
    severity: DIAGNOSTICS[code].severity,
    message,
    range: text?.source.rangeOf(path) ?? rangeOf(rule.at) ?? NOWHERE,
    path,
    fixes: text === null ? [] : removal(rule, all, text),
  };
}

function removal(rule: LintRule, all: readonly LintRule[], { source, index }: IndexedText): Fix[] {
  const list = all.filter((other) => other.list === rule.list);
  if (list.length === 0) return [];
  const entries = list.map(({ at }) => rangeOf(at));
  if (entries.some((range) => range === null)) return [];
  const spans = entries.map((range) => ({ start: range?.start.offset ?? 0, end: range?.end.offset ?? 0 }));
  const cuts = cutsFor(source.text, spans, new Set([list.findIndex(({ id }) => id === rule.id)]));
  return [
    { title: `Remove ${label(rule)}`, edits: cuts.map((cut) => ({ range: index.range(cut), newText: "" })) },
  ];
}
