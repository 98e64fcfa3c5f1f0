/** What a comparison says, for every format. The witnesses are requests that aegis eval takes as they are. */
import { type SettingDiff, unmeasuredChanges } from "../../lib/policy/diff";
import { relationOf } from "../../lib/policy/diff/judge";
import type { CapabilityDiff, Outcome, PolicyDiff, Relation, Witness } from "../../lib/policy/diff/types";
import { type RuleEntry, rulesOfProgram } from "../../lib/policy/rule-list";
import { printable } from "../io/printable";
import type { Style } from "../io/style";
import type { Finding, FindingKind } from "../report/finding";
import type { JunitSuite } from "../report/junit";
import type { SpecFile } from "../spec-file";
import { isLooser, jsonSetting, nameOf, settingFinding, settingLines } from "./settings";

export interface DiffReport {
  readonly old: SpecFile;
  readonly new: SpecFile;
  readonly diff: PolicyDiff;
  /** What no request can show; only what differs. */
  readonly settings: readonly SettingDiff[];
  /** Widenings are told and are no fault. */
  readonly mayWiden: boolean;
}

export const DIFF_KINDS: readonly FindingKind[] = [
  {
    code: "WIDER",
    level: "error",
    summary: "The new spec lets through what the old one did not.",
    mend: "Narrow the rule, or accept it with --allow-widening.",
  },
  {
    code: "UNDECIDED",
    level: "error",
    summary: "Not everything could be compared, so that a widening cannot be excluded.",
    mend: "Simplify the rules, or accept it with --allow-widening.",
  },
];

/** Where it cannot be told that nothing is wider, that counts as wider: a gate that guesses is none. */
export function isWider({ relation, exact }: CapabilityDiff): boolean {
  return !exact || relation === "wider" || relation === "incomparable";
}

/** Whether a gate should close: something lets more through, or may. */
export function widens({ diff, settings }: DiffReport): boolean {
  return diff.capabilities.some(isWider) || settings.some(isLooser);
}

export function textDiff(report: DiffReport, style: Style): string {
  const { diff, settings, mayWiden } = report;
  const { capabilities } = diff;
  const names = [...capabilities.map(({ capability }) => capability), ...settings.map(nameOf)];
  const width = Math.max(0, ...names.map((name) => printable(name).length));
  const lines = [
    ...capabilities.flatMap((each) => capabilityLines(each, width, report, style)),
    ...settings.flatMap((each) => settingLines(each, width, style)),
  ];
  const files = `${printable(report.new.name)} against ${printable(report.old.name)}`;
  const wider = capabilities.filter(isWider).length + settings.filter(isLooser).length;
  const verdict = wider === 0 ? "nothing is wider." : `${wider} of ${names.length} may do more.`;
  const accepted = wider > 0 && mayWiden ? " Accepted by --allow-widening." : "";
  const paint = wider === 0 ? style.green : mayWiden ? style.yellow : style.red;
  const also = unmeasuredChanges(report.old.spec, report.new.spec);
  if (also.length > 0) lines.push("", `Changed too, and not to be compared: ${also.join(", ")}.`);
  return `${[...lines, "", paint(`${files}: ${overall(report)}; ${verdict}${accepted}`)].join("\n")}\n`;
}

/** Of everything that was compared. */
function overall({ diff, settings }: DiffReport): Relation {
  const relations = [diff.relation, ...settings.map(({ relation }) => relation)];
  const has = (relation: Relation) => relations.includes(relation);
  return has("incomparable") ? "incomparable" : relationOf(has("wider"), has("narrower"));
}

function capabilityLines(diff: CapabilityDiff, width: number, report: DiffReport, style: Style): string[] {
  const paint = isWider(diff) ? style.red : diff.relation === "equal" ? style.dim : style.green;
  const relation = diff.exact ? diff.relation : "undecided";
  return [
    `${printable(diff.capability).padEnd(width)}  ${paint(relation)}`,
    ...(diff.note === null ? [] : [`    ${printable(diff.note)}`]),
    ...diff.widenings.map((witness) => `    ${sentence(witness, report)}`),
  ];
}

function sentence(witness: Witness, report: DiffReport): string {
  const { request, old, new: after, meters } = witness;
  const when = meters === undefined ? "" : " once a limit is used up";
  const was = outcome(old, rulesById(report.old));
  return `${printable(JSON.stringify(request))}: ${was}, now ${outcome(after, rulesById(report.new))}${when}`;
}

const WORDS = { deny: "denied", approve: "asked", sanitize: "sanitized", allow: "allowed" } as const;

function outcome({ verdict, rule }: Outcome, rules: ReadonlyMap<string, RuleEntry>): string {
  if (rule === null) return `${WORDS[verdict]} by default`;
  const line = rules.get(rule)?.line ?? null;
  return `${WORDS[verdict]} by ${printable(rule)}${line === null ? "" : ` (line ${line})`}`;
}

const known = new WeakMap<SpecFile, ReadonlyMap<string, RuleEntry>>();

function rulesById(spec: SpecFile): ReadonlyMap<string, RuleEntry> {
  const found = known.get(spec) ?? new Map(rulesOfProgram(spec.program).map((rule) => [rule.id, rule]));
  known.set(spec, found);
  return found;
}

export function jsonDiff(report: DiffReport) {
  const { diff, mayWiden } = report;
  return {
    ok: mayWiden || !widens(report),
    old: report.old.name,
    new: report.new.name,
    relation: overall(report),
    exact: diff.exact,
    changed_too: unmeasuredChanges(report.old.spec, report.new.spec),
    capabilities: diff.capabilities.map((each) => ({
      ...each,
      widenings: each.widenings.map((witness) => jsonWitness(witness, report)),
      narrowings: each.narrowings.map((witness) => jsonWitness(witness, report)),
    })),
    settings: report.settings.map(jsonSetting),
  };
}

function jsonWitness({ request, old, new: after, meters }: Witness, report: DiffReport) {
  const placed = (spec: SpecFile, { verdict, rule }: Outcome) => {
    return { verdict, rule, line: rulesById(spec).get(rule ?? "")?.line ?? null };
  };
  const outcomes = { old: placed(report.old, old), new: placed(report.new, after) };
  return { request, ...outcomes, ...(meters === undefined ? {} : { meters }) };
}

export function diffFindings(report: DiffReport): Finding[] {
  return [
    ...report.diff.capabilities.flatMap((each) => capabilityFindings(each, report)),
    ...report.settings.filter(isLooser).map((each) => settingFinding(each, report)),
  ];
}

function capabilityFindings(
  { capability, relation, widenings, exact, note }: CapabilityDiff,
  report: DiffReport,
): Finding[] {
  const level = report.mayWiden ? "warning" : "error";
  const findings: Finding[] = widenings.map((witness) => ({
    file: report.new.name,
    level,
    code: "WIDER",
    message: `${capability} is wider: ${sentence(witness, report)}.`,
    range: rulesById(report.new).get(witness.new.rule ?? "")?.range ?? null,
    fixes: [],
  }));
  if (exact && relation === "wider" && findings.length === 0) {
    const message = `${capability} is wider: ${note ?? "it governs more than requests show."}`;
    return [{ file: report.new.name, level, code: "WIDER", message, range: null, fixes: [] }];
  }
  if (exact) return findings;
  const message = `${capability} could not be compared: ${note ?? "no reason is known."}`;
  return [...findings, { file: report.new.name, level, code: "UNDECIDED", message, range: null, fixes: [] }];
}

export function diffSuite(report: DiffReport): JunitSuite {
  const cases = report.diff.capabilities.map((each) => {
    const found = report.mayWiden ? [] : capabilityFindings(each, report);
    const [first] = found;
    const details = found.map(({ message }) => message).join("\n");
    const failure = first === undefined ? null : { message: first.message, type: first.code, details };
    return { name: each.capability, className: "aegis.diff", failure };
  });
  const settings = report.settings.map((each) => {
    const { message, code } = settingFinding(each, report);
    const isFound = isLooser(each) && !report.mayWiden;
    const failure = isFound ? { message, type: code, details: message } : null;
    return { name: nameOf(each), className: "aegis.diff", failure };
  });
  return { name: `${report.old.name} to ${report.new.name}`, cases: [...cases, ...settings], seconds: 0 };
}
