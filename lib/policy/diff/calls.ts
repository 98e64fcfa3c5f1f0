/** Tools and APIs: effect, scope and each argument by itself, then the rate. */
import type { ApiProgram, NamedCondition, Program, ToolProgram } from "../program";
import { keyText } from "../rules";
import type { PolicyRequest, Verdict } from "../types";
import { ArgumentPart } from "./argument-part";
import { Comparison, type Judge, rankOf } from "./judge";
import { compareRates } from "./limits";
import { grantedNames } from "./name-part";
import { compareProduct, type Part } from "./product";
import { sameRules } from "./same-rules";
import type { CapabilityDiff } from "./types";

export function diffTools(judge: Judge, old: Program, after: Program): CapabilityDiff[] {
  return pairs(old.tools, after.tools).map(([name, was, is]) => {
    const comparison = new Comparison(judge, `tools.${keyText(name)}`);
    if (sameRules(was, is)) return comparison.result();
    const parts = argumentParts(was?.conditions ?? [], is?.conditions ?? []);
    const effects = { old: effectOf(was), new: effectOf(is) };
    const request = (values: ReadonlyMap<string, unknown>): PolicyRequest => {
      return { op: "tool.call", tool: name, args: argumentsFrom(values) };
    };
    compareCalls(comparison, parts, effects, sameRules(was?.conditions, is?.conditions), request);
    const rule = `tools.${keyText(name)}.rate_limit`;
    compareRates(comparison, rule, was?.rate, is?.rate, shared(parts, effects, request));
    return comparison.result();
  });
}

export function diffApis(judge: Judge, old: Program, after: Program): CapabilityDiff[] {
  return pairs(old.api, after.api).map(([name, was, is]) => {
    const comparison = new Comparison(judge, `api.${keyText(name)}`);
    if (sameRules(was, is)) return comparison.result();
    const scope = grantedNames(SCOPE, was?.scopes ?? [], is?.scopes ?? []);
    const parts: Part<unknown>[] = [scope, ...argumentParts(was?.conditions ?? [], is?.conditions ?? [])];
    const effects = { old: presence(was), new: presence(is) };
    const request = (values: ReadonlyMap<string, unknown>): PolicyRequest => {
      const args = new Map(values);
      args.delete(SCOPE);
      return { op: "api.call", api: name, scope: String(values.get(SCOPE)), args: argumentsFrom(args) };
    };
    const isSame = sameRules(was?.conditions, is?.conditions) && sameRules(was?.scopes, is?.scopes);
    compareCalls(comparison, parts, effects, isSame, request);
    const rule = `api.${keyText(name)}.rate_limit`;
    compareRates(comparison, rule, was?.rate, is?.rate, shared(parts, effects, request));
    return comparison.result();
  });
}

/** Where both ask the same of the arguments, the effects tell, also where no arguments are known that would do. */
function compareCalls(
  comparison: Comparison,
  parts: readonly Part<unknown>[],
  effects: { readonly old: Verdict; readonly new: Verdict },
  isSame: boolean,
  request: (values: ReadonlyMap<string, unknown>) => PolicyRequest,
): void {
  const step = rankOf(effects.new) - rankOf(effects.old);
  if (isSame && step === 0) return;
  if (isSame && shared(parts, { old: "allow", new: "allow" }, request) === "unknown") {
    comparison.tell(step < 0 ? "wider" : "narrower");
  } else compareProduct(comparison, parts, effects, (values) => ({ request: request(values) }));
}

/** No argument can be called so: names of keys in a spec have no line breaks in them. */
const SCOPE = "\nscope";

function presence(entry: ApiProgram | undefined): Verdict {
  return entry ? "allow" : "deny";
}

function effectOf(tool: ToolProgram | undefined): Verdict {
  return tool?.effect ?? "deny";
}

/** A request that both sides let through as long as there is room. */
function shared(
  parts: readonly Part<unknown>[],
  effects: { readonly old: Verdict; readonly new: Verdict },
  request: (values: ReadonlyMap<string, unknown>) => PolicyRequest,
): PolicyRequest | "none" | "unknown" {
  if (effects.old === "deny" || effects.new === "deny") return "none";
  const values = new Map<string, unknown>();
  for (const part of parts) {
    const picked = part.pick({ old: true, new: true });
    if (typeof picked === "string") return picked;
    values.set(part.name, picked.value);
  }
  return request(values);
}

function argumentParts(old: readonly NamedCondition[], after: readonly NamedCondition[]): Part<unknown>[] {
  return pairs(old, after).map(([name, was, is]) => new ArgumentPart(name, was?.condition, is?.condition));
}

function argumentsFrom(values: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const args: Record<string, unknown> = Object.create(null);
  for (const [name, value] of values) if (value !== undefined) args[name] = value;
  return args;
}

/** Entries of two lists by name, in the order of the old one. */
function pairs<Entry extends { readonly name: string }>(
  old: readonly Entry[],
  after: readonly Entry[],
): (readonly [string, Entry | undefined, Entry | undefined])[] {
  const [was, is] = [byName(old), byName(after)];
  return [...new Set([...was.keys(), ...is.keys()])].map(
    (name) => [name, was.get(name), is.get(name)] as const,
  );
}

function byName<Entry extends { readonly name: string }>(entries: readonly Entry[]): Map<string, Entry> {
  return new Map(entries.map((entry) => [entry.name, entry]));
}
