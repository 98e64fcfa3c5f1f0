/**
 * Tools and APIs: by exact name, with conditions on arguments and a rate.
 *
 * Guarantees: a name is looked up in a Map, so `constructor` and `__proto__` are names like any other. `effect =
 * "deny"` denies whatever the arguments are. A condition that is not met denies, and names itself as the rule.
 */
import { parseNameGlob, parseToolName } from "../../spec/values";
import { type Check, linkCondition } from "../conditions";
import { type Plain, toObject } from "../copy";
import {
  allowed,
  type Canonical,
  deniedByDefault,
  deniedByRule,
  needsApproval,
  withCharges,
} from "../decisions";
import { type LinkedLimit, linkRate, meter } from "../limits";
import { escapeGlob } from "../match/glob";
import { GlobFault } from "../match/glob-fault";
import { NameMatcher } from "../match/name-matcher";
import type { Meters } from "../meters";
import type { ApiProgram, NamedCondition, Program, ToolProgram } from "../program";
import { type Faults, keyText, Rule, rulesOf } from "../rules";
import type { Charge, Decision, SuggestedRule } from "../types";

interface LinkedCondition {
  readonly name: string;
  readonly rule: Rule;
  readonly check: Check;
  readonly required: boolean;
}

interface Call {
  readonly rule: Rule;
  readonly effect: ToolProgram["effect"];
  readonly rate: LinkedLimit | null;
  readonly conditions: readonly LinkedCondition[];
  /** Null for tools, which have no scopes. */
  readonly scopes: { readonly rules: readonly Rule[]; readonly matcher: NameMatcher } | null;
}

export class Calls {
  private readonly tools = new Map<string, Call>();
  private readonly apis = new Map<string, Call>();

  constructor({ tools, api }: Program, faults: Faults) {
    for (const tool of tools) this.tools.set(tool.name, linkTool(tool, faults));
    for (const each of api) this.apis.set(each.name, linkApi(each, faults));
  }

  tool(name: string, args: Plain, meters: Meters): Decision {
    const canonical = { op: "tool.call", tool: name, args: toObject(args) };
    const what = `Calling the tool ${show(name)}`;
    const call = this.tools.get(name);
    if (call) return this.decide(call, null, args, what, canonical, meters);
    // A name that no spec can write is refused without a suggestion.
    const suggestion = parseToolName(name).ok ? { path: ["capabilities", "tools"], add: name } : null;
    return deniedByDefault(what, canonical, suggestion);
  }

  api(name: string, scope: string, args: Plain, meters: Meters): Decision {
    const canonical = { op: "api.call", api: name, scope, args: toObject(args) };
    const what = `Using the scope ${show(scope)} of the API ${show(name)}`;
    const call = this.apis.get(name);
    if (call) return this.decide(call, { name, scope }, args, what, canonical, meters);
    return deniedByDefault(what, canonical, scopeOf(name, scope));
  }

  private decide(
    call: Call,
    asked: { readonly name: string; readonly scope: string } | null,
    args: Plain,
    what: string,
    canonical: Canonical,
    meters: Meters,
  ): Decision {
    if (call.effect === "deny") return deniedByRule(call.rule, what, canonical);
    let granting = call.rule;
    if (asked !== null && call.scopes !== null) {
      const found = call.scopes.rules[call.scopes.matcher.first(asked.scope)];
      if (!found) return deniedByDefault(what, canonical, scopeOf(asked.name, asked.scope));
      granting = found;
    }
    for (const { name, rule, check, required } of call.conditions) {
      const value = args instanceof Map ? (args as ReadonlyMap<string, Plain>).get(name) : undefined;
      if (value === undefined && !required) continue;
      const why = value === undefined ? "it is missing" : check(value);
      if (why !== null) return deniedByRule(rule, what, canonical, `: of the argument ${show(name)}, ${why}`);
    }
    const charges: Charge[] = [];
    const limited = meter(call.rate, 1, meters, what, canonical, charges);
    if (limited) return limited;
    const decide = call.effect === "approve" ? needsApproval : allowed;
    return withCharges(decide(granting, what, canonical), charges);
  }
}

/** The entry that grants this scope and no other; null for what no spec can write. */
function scopeOf(api: string, scope: string): SuggestedRule | null {
  const add = escapeGlob(scope);
  if (!parseToolName(api).ok || !parseNameGlob(add).ok) return null;
  return { path: ["capabilities", "api", api, "scopes"], add };
}

function linkTool(tool: ToolProgram, faults: Faults): Call {
  const id = `tools.${keyText(tool.name)}`;
  const rule = new Rule(id, null, tool.at);
  // A program from elsewhere may hold any word; what is none of the three denies.
  const effect = tool.effect === "allow" || tool.effect === "approve" ? tool.effect : "deny";
  const conditions = linkConditions(`${id}.args`, tool.conditions, faults);
  return { rule, effect, rate: linkRate(`${id}.rate_limit`, tool.rate, faults), conditions, scopes: null };
}

function linkApi(api: ApiProgram, faults: Faults): Call {
  const id = `api.${keyText(api.name)}`;
  const rule = new Rule(id, null, api.at);
  const rules = rulesOf(`${id}.scopes`, api.scopes);
  const matcher = new NameMatcher();
  api.scopes.forEach(([pattern], index) => {
    const fault = matcher.add(pattern, index);
    if (fault) faults.add(rules[index] as Rule, fault);
  });
  const conditions = linkConditions(id, api.conditions, faults);
  const rate = linkRate(`${id}.rate_limit`, api.rate, faults);
  return { rule, effect: "allow", rate, conditions, scopes: { rules, matcher } };
}

function linkConditions(
  id: string,
  conditions: readonly NamedCondition[],
  faults: Faults,
): LinkedCondition[] {
  const linked: LinkedCondition[] = [];
  for (const { name, condition, at } of conditions) {
    const rule = new Rule(`${id}.${keyText(name)}`, null, at);
    const check = linkCondition(condition);
    if (check instanceof GlobFault) {
      faults.add(rule, check);
      continue;
    }
    const isTable = typeof condition === "object" && !Array.isArray(condition);
    linked.push({ name, rule, check, required: isTable && condition.required === true });
  }
  return linked;
}

/** A name from outside, for a sentence: short and without anything that acts on a terminal. */
function show(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 77)}...` : name);
}
