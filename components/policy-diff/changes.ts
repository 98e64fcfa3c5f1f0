/** What changed between two policies in what they mean: said in words, with requests that show it. */
import {
  type CapabilityDiff,
  diff,
  diffSettings,
  type Outcome,
  type Relation,
  type SettingDiff,
  unmeasuredChanges,
  type Witness,
} from "@/lib/policy/diff";
import { compile, type Program } from "@/lib/policy/program";
import { rulesOfProgram } from "@/lib/policy/rule-list";
import type { PolicyRequest, Verdict } from "@/lib/policy/types";
import { load } from "@/lib/spec";

export interface ChangeWitness {
  readonly request: string;
  readonly old: Verdict;
  readonly new: Verdict;
  /** By which rule the newer policy decides, and on which line that stands. */
  readonly by: string;
  readonly line: number | null;
  /** The difference only shows once a rate or a budget is used up. */
  readonly isAtLimit: boolean;
}
export interface Change {
  readonly name: string;
  readonly relation: Relation;
  /** Why it could not be compared, or what else there is to say. */
  readonly note: string | null;
  readonly wider: readonly ChangeWitness[];
  readonly narrower: readonly ChangeWitness[];
}
export type Changes =
  | {
      readonly ok: true;
      readonly relation: Relation;
      /** Whatever differs; empty where both mean the same. */
      readonly changes: readonly Change[];
      /** Parts that differ and have no order: whether that is wider nobody can say. */
      readonly also: readonly string[];
    }
  | { readonly ok: false; readonly why: string };

export function changesBetween(oldText: string, newText: string): Changes {
  const [old, after] = [load(oldText), load(newText)];
  if (!old.spec) return { ok: false, why: "The older policy has mistakes, so the two cannot be compared." };
  if (!after.spec) return { ok: false, why: "The policy has mistakes: mend them to see what it changes." };
  const program = compile(after.spec, after.source);
  const { capabilities } = diff(compile(old.spec, old.source), program);
  const settings = diffSettings(old.spec, after.spec);
  const changes = [
    ...capabilities.filter(({ relation }) => relation !== "equal").map((each) => changeOf(each, program)),
    ...settings.map(settingChange),
  ];
  const has = (relation: Relation) => changes.some((each) => each.relation === relation);
  const isBoth = has("incomparable") || (has("wider") && has("narrower"));
  const relation = isBoth ? "incomparable" : has("wider") ? "wider" : has("narrower") ? "narrower" : "equal";
  return { ok: true, relation, changes, also: unmeasuredChanges(old.spec, after.spec) };
}

function changeOf(
  { capability, relation, note, widenings, narrowings }: CapabilityDiff,
  program: Program,
): Change {
  const lines = new Map(rulesOfProgram(program).map(({ id, line }) => [id, line]));
  const told = (witness: Witness) => witnessOf(witness, lines);
  return { name: capability, relation, note, wider: widenings.map(told), narrower: narrowings.map(told) };
}

function witnessOf(
  { request, old, new: after, meters }: Witness,
  lines: ReadonlyMap<string, number | null>,
): ChangeWitness {
  return {
    request: requestWords(request),
    old: old.verdict,
    new: after.verdict,
    by: ruleOf(after),
    line: after.rule === null ? null : (lines.get(after.rule) ?? null),
    isAtLimit: meters !== undefined,
  };
}

function ruleOf({ rule }: Outcome): string {
  return rule ?? "default";
}

function settingChange({ path, relation, old, new: after }: SettingDiff): Change {
  const [was, is] = [old, after].map((value) => (value === undefined ? "not set" : JSON.stringify(value)));
  return {
    name: path.join("."),
    relation,
    note: `It was ${was}, and is ${is} now.`,
    wider: [],
    narrower: [],
  };
}

/** As somebody would type it: where a command runs, and arguments that are none, are left out. */
export function requestWords({ op, ...rest }: PolicyRequest): string {
  const parts = Object.entries(rest)
    .filter(([name, value]) => name !== "cwd" && JSON.stringify(value) !== "{}")
    .map(([, value]) => wordOf(value));
  return [op, ...parts].join(" ");
}

function wordOf(value: unknown): string {
  if (Array.isArray(value)) return value.join(" ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
