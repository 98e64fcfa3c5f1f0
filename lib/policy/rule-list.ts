/**
 * Every rule of a program under the id that decisions name it by: for the permissions that inspect shows, and for the
 * coverage of tests.
 */
import { type ListedRule, type NamedCondition, type Position, type Program, rangeOf } from "./program";
import { keyText } from "./rules";
import type { SourceRange } from "./types";

export type RuleKind = "deny" | "approve" | "allow" | "condition" | "limit";
export interface RuleEntry {
  readonly id: string;
  /** What it is about: a heading of inspect. */
  readonly group: RuleGroup;
  readonly kind: RuleKind;
  /** As it stands in the spec, or in words. */
  readonly text: string;
  readonly line: number | null;
  readonly range: SourceRange | null;
  /** Whether a decision can name it; the others only take part. */
  readonly decides: boolean;
}
export const GROUPS = {
  read: "Files it may read",
  write: "Files it may write (and read)",
  reach: "Addresses it may reach",
  run: "Commands it may run",
  code: "Code that is no file, and modules by name",
  env: "Variables it sees",
  tools: "Tools it may call",
  apis: "APIs it may use",
  sql: "Databases it may query",
  models: "Models it may call",
  secrets: "Secrets it may use, never read",
  agents: "Agents it may start",
  files: "Files",
  limits: "Limits",
} as const;
export type RuleGroup = keyof typeof GROUPS;

export function rulesOfProgram(program: Program): readonly RuleEntry[] {
  const { filesystem, network, exec, models, agents } = program;
  return [
    ...listed("read", "allow", "filesystem.read", filesystem.read),
    ...listed("write", "allow", "filesystem.write", filesystem.write),
    ...listed("files", "approve", "filesystem.approve", filesystem.approve),
    ...listed("files", "deny", "filesystem.deny", filesystem.deny),
    ...listed("reach", "allow", "network.allow_egress", network.allow_egress),
    ...listed("reach", "approve", "network.approve_egress", network.approve_egress),
    // The bare "*" restates the default and is no rule of its own.
    ...listed("reach", "deny", "network.deny_egress", network.deny_egress).map((rule) =>
      rule.text === "*" ? { ...rule, decides: false } : rule,
    ),
    ...listed("run", "allow", "exec.allow", exec.allow),
    ...listed("run", "approve", "exec.approve", exec.approve),
    ...listed("run", "deny", "exec.deny", exec.deny),
    ...(exec.allow_subprocess.value
      ? []
      : [one("run", "deny", "exec.allow_subprocess", "no command at all", exec.allow_subprocess.at)]),
    dynamicCode(exec.allow_dynamic_code),
    ...listed("code", "deny", "exec.deny_dynamic_imports", exec.deny_dynamic_imports),
    ...listed("env", "allow", "exec.env", exec.env),
    ...program.tools.flatMap(toolRules),
    ...program.api.flatMap(apiRules),
    ...program.sql.flatMap(sqlRules),
    ...listed("models", "allow", "models.allow", models.allow),
    ...silent(listed("models", "condition", "models.regions", models.regions)),
    ...program.secrets.flatMap(({ name, hosts }) =>
      listed("secrets", "allow", `secrets.${keyText(name)}.hosts`, hosts).map((rule) => ({
        ...rule,
        text: `${name} with ${rule.text}`,
      })),
    ),
    ...listed("agents", "allow", "agents.spawn", agents.spawn),
    ...limitRules(program),
  ];
}

/** Where the spec is silent the default holds, which is no rule of its own and nobody's to test. */
function dynamicCode({ value, at }: Program["exec"]["allow_dynamic_code"]): RuleEntry {
  const verdict = value ? "allow" : "deny";
  const rule = one("code", verdict, "exec.allow_dynamic_code", "text that it evaluates", at);
  return at === null ? { ...rule, decides: false } : rule;
}

function toolRules({ name, effect, at, rate, conditions }: Program["tools"][number]): RuleEntry[] {
  const id = `tools.${keyText(name)}`;
  return [
    one("tools", effect, id, name, at),
    ...conditionRules("tools", name, `${id}.args`, conditions),
    ...rateRules("tools", name, `${id}.rate_limit`, rate),
  ];
}

function apiRules({ name, scopes, rate, conditions }: Program["api"][number]): RuleEntry[] {
  const id = `api.${keyText(name)}`;
  const named = listed("apis", "allow", `${id}.scopes`, scopes);
  return [
    ...named.map((rule) => ({ ...rule, text: `${name}: ${rule.text}` })),
    ...conditionRules("apis", name, id, conditions),
    ...rateRules("apis", name, `${id}.rate_limit`, rate),
  ];
}

function sqlRules({
  name,
  statements,
  tables,
  deny_tables,
  functions,
  deny_functions,
}: Program["sql"][number]) {
  const id = `sql.${keyText(name)}`;
  const rules = [
    ...listed("sql", "allow", `${id}.statements`, statements),
    ...silent(listed("sql", "condition", `${id}.tables`, tables)),
    ...listed("sql", "deny", `${id}.deny_tables`, deny_tables),
    ...silent(listed("sql", "condition", `${id}.functions`, functions)),
    ...listed("sql", "deny", `${id}.deny_functions`, deny_functions),
  ];
  return rules.map((rule) => ({ ...rule, text: `${name}: ${rule.text}` }));
}

function limitRules({ models, resources }: Program): RuleEntry[] {
  const limits = [
    ["resources.max_tool_calls", resources.max_tool_calls, "actions in one run"],
    ["models.max_tokens", models.max_tokens, "tokens in one run"],
    ["models.max_cost_usd", models.max_cost_usd, "US dollars for models in one run"],
  ] as const;
  return limits.flatMap(([id, limit, unit]) =>
    limit === null ? [] : silent([one("limits", "limit", id, `${limit.value} ${unit}`, limit.at)]),
  );
}

function conditionRules(
  group: RuleGroup,
  owner: string,
  id: string,
  conditions: readonly NamedCondition[],
): RuleEntry[] {
  return conditions.map(({ name, condition, at }) => {
    const text = `${owner}: ${name} ${JSON.stringify(condition)}`;
    return one(group, "condition", `${id}.${keyText(name)}`, text, at);
  });
}

/** A test starts with fresh counters, so that no test can make a rate decide. */
function rateRules(group: RuleGroup, owner: string, id: string, rate: ListedRule | null): RuleEntry[] {
  return rate === null ? [] : silent([one(group, "limit", id, `${owner}: at most ${rate[0]}`, rate[1])]);
}

function listed(group: RuleGroup, kind: RuleKind, id: string, list: readonly ListedRule[]): RuleEntry[] {
  return list.map(([pattern, at], index) => one(group, kind, `${id}[${index}]`, pattern, at));
}

function one(group: RuleGroup, kind: RuleKind, id: string, text: string, at: Position): RuleEntry {
  return { id, group, kind, text, line: at?.[0] ?? null, range: rangeOf(at), decides: true };
}

function silent(rules: readonly RuleEntry[]): RuleEntry[] {
  return rules.map((rule) => ({ ...rule, decides: false }));
}
