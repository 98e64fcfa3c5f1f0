/**
 * From a spec to a program: everything that decisions need, and where each rule stands in the file, as plain data.
 * It goes through JSON unchanged, so that page, worker, command line and server run the very same thing.
 *
 * Guarantees: the same spec and text give the same program, byte for byte (keys stand in a fixed order). Compiling
 * copies; it judges nothing: patterns are read by link(), which turns one bad pattern into a program that denies all.
 */
import type { AgentSpec, ArgumentCondition } from "../spec/agent-spec";
import type { SourceRange } from "./types";

export const PROGRAM_VERSION = 1;

/** Line, column and offset of start and end, flat; null when the program was made without the text. */
export type Position = readonly [number, number, number, number, number, number] | null;
/** A pattern of a list, and where it stands. */
export type ListedRule = readonly [pattern: string, at: Position];

export interface Limit {
  readonly value: number;
  readonly at: Position;
}
export interface NamedCondition {
  readonly name: string;
  readonly condition: ArgumentCondition | string | number | boolean;
  readonly at: Position;
}
export interface ToolProgram {
  readonly name: string;
  readonly effect: "allow" | "deny" | "approve";
  readonly at: Position;
  readonly rate: ListedRule | null;
  readonly conditions: readonly NamedCondition[];
}
export interface ApiProgram {
  readonly name: string;
  readonly at: Position;
  readonly scopes: readonly ListedRule[];
  readonly rate: ListedRule | null;
  readonly conditions: readonly NamedCondition[];
}
export interface SqlProgram {
  readonly name: string;
  readonly at: Position;
  readonly statements: readonly ListedRule[];
  readonly tables: readonly ListedRule[];
  readonly deny_tables: readonly ListedRule[];
  readonly functions: readonly ListedRule[];
  readonly deny_functions: readonly ListedRule[];
}
export interface SecretProgram {
  readonly name: string;
  readonly at: Position;
  readonly hosts: readonly ListedRule[];
}

export interface Program {
  readonly version: typeof PROGRAM_VERSION;
  readonly agent: string;
  readonly filesystem: Lists<"deny" | "approve" | "read" | "write">;
  readonly network: Lists<"deny_egress" | "approve_egress" | "allow_egress">;
  readonly exec: Lists<"deny" | "approve" | "allow" | "env" | "deny_dynamic_imports"> & {
    readonly allow_subprocess: Switch;
    readonly allow_dynamic_code: Switch;
  };
  readonly tools: readonly ToolProgram[];
  readonly api: readonly ApiProgram[];
  readonly sql: readonly SqlProgram[];
  readonly models: Lists<"allow" | "regions"> & {
    readonly max_tokens: Limit | null;
    readonly max_cost_usd: Limit | null;
  };
  readonly secrets: readonly SecretProgram[];
  readonly agents: Lists<"spawn">;
  readonly resources: { readonly max_tool_calls: Limit | null };
}
type Lists<Name extends string> = Readonly<Record<Name, readonly ListedRule[]>>;
export interface Switch {
  readonly value: boolean;
  readonly at: Position;
}

/** Where things stand; `load` of lib/spec answers one. */
export interface RuleSource {
  rangeOf(path: readonly (string | number)[]): SourceRange | null;
}

export function compile(spec: AgentSpec, source?: RuleSource): Program {
  const { filesystem, network, exec, models, agents } = spec.capabilities;
  const at = (...path: (string | number)[]) => positionOf(source, path);
  const list = (patterns: readonly string[], ...path: string[]): ListedRule[] =>
    patterns.map((pattern, index) => [pattern, at(...path, index)]);
  const limit = (value: number | undefined, ...path: string[]): Limit | null =>
    value === undefined ? null : { value, at: at(...path) };
  const inSection = <Name extends string>(section: string, lists: Record<Name, readonly string[]>) => {
    const result: Partial<Record<Name, ListedRule[]>> = {};
    for (const name in lists) result[name] = list(lists[name], "capabilities", section, name);
    return result as Lists<Name>;
  };
  const { deny, approve, read, write } = filesystem;
  const { deny_egress, approve_egress, allow_egress } = network;
  const flag = (name: "allow_subprocess" | "allow_dynamic_code"): Switch => {
    return { value: exec[name], at: at("capabilities", "exec", name) };
  };
  return {
    version: PROGRAM_VERSION,
    agent: spec.agent.name,
    filesystem: inSection("filesystem", { deny, approve, read, write }),
    network: inSection("network", { deny_egress, approve_egress, allow_egress }),
    exec: {
      ...inSection("exec", {
        deny: exec.deny,
        approve: exec.approve,
        allow: exec.allow,
        env: exec.env,
        deny_dynamic_imports: exec.deny_dynamic_imports,
      }),
      allow_subprocess: flag("allow_subprocess"),
      allow_dynamic_code: flag("allow_dynamic_code"),
    },
    ...compileNamed(spec, at, list),
    models: {
      ...inSection("models", { allow: models.allow, regions: models.regions }),
      max_tokens: limit(models.max_tokens, "capabilities", "models", "max_tokens"),
      max_cost_usd: limit(models.max_cost_usd, "capabilities", "models", "max_cost_usd"),
    },
    agents: inSection("agents", { spawn: agents.spawn }),
    resources: { max_tool_calls: limit(spec.resources.max_tool_calls, "resources", "max_tool_calls") },
  };
}

type At = (...path: (string | number)[]) => Position;
type MakeList = (patterns: readonly string[], ...path: string[]) => ListedRule[];

/** The same policy as if every condition on arguments were met. */
export function withoutConditions(program: Program): Program {
  const bare = <Call extends { readonly conditions: readonly NamedCondition[] }>(calls: readonly Call[]) =>
    calls.map((call) => ({ ...call, conditions: [] }));
  return { ...program, tools: bare(program.tools), api: bare(program.api) };
}

/** The sections whose tables carry names that the author chose. As arrays: no name can collide with a prototype. */
function compileNamed(
  spec: AgentSpec,
  at: At,
  list: MakeList,
): Pick<Program, "tools" | "api" | "sql" | "secrets"> {
  const { tools, api, sql, secrets } = spec.capabilities;
  const path = ["capabilities"];
  return {
    tools: Object.entries(tools).map(([name, { effect, rate_limit, args }]) => ({
      name,
      effect,
      at: at(...path, "tools", name),
      rate: rate_limit === undefined ? null : [rate_limit, at(...path, "tools", name, "rate_limit")],
      conditions: conditionsOf(args, (argument) => at(...path, "tools", name, "args", argument)),
    })),
    api: Object.entries(api).map(([name, { scopes, rate_limit, ...constraints }]) => ({
      name,
      at: at(...path, "api", name),
      scopes: list(scopes, ...path, "api", name, "scopes"),
      rate: rate_limit === undefined ? null : [rate_limit, at(...path, "api", name, "rate_limit")],
      conditions: conditionsOf(constraints, (argument) => at(...path, "api", name, argument)),
    })),
    sql: Object.entries(sql).map(([name, rule]) => ({
      name,
      at: at(...path, "sql", name),
      statements: list(rule.statements, ...path, "sql", name, "statements"),
      tables: list(rule.tables, ...path, "sql", name, "tables"),
      deny_tables: list(rule.deny_tables, ...path, "sql", name, "deny_tables"),
      functions: list(rule.functions, ...path, "sql", name, "functions"),
      deny_functions: list(rule.deny_functions, ...path, "sql", name, "deny_functions"),
    })),
    secrets: Object.entries(secrets).map(([name, { hosts }]) => ({
      name,
      at: at(...path, "secrets", name),
      hosts: list(hosts, ...path, "secrets", name, "hosts"),
    })),
  };
}

function conditionsOf(
  conditions: Readonly<Record<string, NamedCondition["condition"] | undefined>>,
  at: (argument: string) => Position,
): NamedCondition[] {
  const named: NamedCondition[] = [];
  for (const [name, condition] of Object.entries(conditions)) {
    if (condition !== undefined) named.push({ name, condition, at: at(name) });
  }
  return named;
}

function positionOf(source: RuleSource | undefined, path: readonly (string | number)[]): Position {
  const range = source?.rangeOf(path);
  if (!range) return null;
  const { start, end } = range;
  return [start.line, start.column, start.offset, end.line, end.column, end.offset];
}

export function rangeOf(at: Position): SourceRange | null {
  if (!at) return null;
  const [line, column, offset, endLine, endColumn, endOffset] = at;
  return { start: { line, column, offset }, end: { line: endLine, column: endColumn, offset: endOffset } };
}
