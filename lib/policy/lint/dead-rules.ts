/**
 * Rules that another part of the spec puts out of use: commands where none may start, conditions of a tool that is
 * denied, limits of what nothing grants. Taking one out changes no decision.
 */
import type { ApiProgram, ListedRule, Program, SqlProgram, ToolProgram } from "../program";
import { keyText } from "../rules";
import type { Finding } from "./findings";
import { entries, type LintRule } from "./rule-group";

type Part = Pick<LintRule, "id" | "pattern" | "at" | "path" | "index">;

export function deadRules(program: Program): Finding[] {
  return [
    ...deadCommands(program),
    ...program.tools.flatMap(deadPartsOfTool),
    ...program.api.flatMap(deadPartsOfApi),
    ...program.sql.flatMap(deadPartsOfDatabase),
    ...deadModels(program),
  ];
}

function deadCommands({ exec }: Program): Finding[] {
  if (exec.allow_subprocess.value === true) return [];
  const path = ["capabilities", "exec"];
  const rules = [
    ...entries("exec.allow", [...path, "allow"], exec.allow, "allow"),
    ...entries("exec.approve", [...path, "approve"], exec.approve, "approve"),
  ];
  // A deny may stay for the day on which commands are allowed.
  return rules.map((rule) => dead(rule, "exec.allow_subprocess = false denies every command"));
}

function deadPartsOfTool({ name, effect, conditions, rate }: ToolProgram): Finding[] {
  if (effect !== "deny") return [];
  const id = `tools.${keyText(name)}`;
  const path = ["capabilities", "tools", name];
  const parts: Part[] = conditions.map((each) => ({
    ...part(`${id}.args`, [...path, "args"], each.name, each.at),
    pattern: JSON.stringify(each.condition),
  }));
  if (rate !== null) parts.push(ratePart(id, path, rate));
  return parts.map((each) => dead(each, `${id} is denied, whatever its arguments are`));
}

function deadPartsOfApi({ name, scopes, conditions, rate, at }: ApiProgram): Finding[] {
  if (scopes.length > 0) return [];
  const id = `api.${keyText(name)}`;
  const path = ["capabilities", "api", name];
  const parts = conditions.map((each) => part(id, path, each.name, each.at));
  if (rate !== null) parts.push(ratePart(id, path, rate));
  if (parts.length === 0) parts.push({ id, pattern: name, at, path: path.slice(0, -1), index: name });
  return parts.map((each) => dead(each, `${id} has no scopes, and so nothing is granted`));
}

function deadPartsOfDatabase({ name, statements, tables, functions, at }: SqlProgram): Finding[] {
  if (statements.length > 0) return [];
  const id = `sql.${keyText(name)}`;
  const path = ["capabilities", "sql", name];
  const parts: Part[] = [
    ...entries(`${id}.tables`, [...path, "tables"], tables, "allow"),
    ...entries(`${id}.functions`, [...path, "functions"], functions, "allow"),
  ];
  if (parts.length === 0) parts.push({ id, pattern: name, at, path: path.slice(0, -1), index: name });
  return parts.map((each) => dead(each, `${id} has no statements, and so nothing is granted`));
}

function deadModels({ models }: Program): Finding[] {
  if (models.allow.length > 0) return [];
  const path = ["capabilities", "models"];
  const parts: Part[] = entries("models.regions", [...path, "regions"], models.regions, "allow");
  for (const name of ["max_tokens", "max_cost_usd"] as const) {
    const limit = models[name];
    if (limit !== null) parts.push({ ...part("models", path, name, limit.at), pattern: String(limit.value) });
  }
  return parts.map((each) => dead(each, "models.allow names no model"));
}

function part(id: string, path: readonly string[], name: string, at: ListedRule[1]): Part {
  return { id: `${id}.${keyText(name)}`, pattern: name, at, path, index: name };
}

function ratePart(id: string, path: readonly string[], [pattern, at]: ListedRule): Part {
  return { ...part(id, path, "rate_limit", at), pattern };
}

function dead(rule: Part, why: string): Finding {
  return {
    code: "ADS060",
    rule: { ...rule, list: "", role: "allow" },
    message: `${rule.id} never decides: ${why}.`,
  };
}
