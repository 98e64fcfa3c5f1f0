/**
 * A grant that is wider than what a run used of it: the patterns that say no more than what was used, generalised
 * where that reads better, and never wider than the grant was.
 *
 * Guarantees: what comes out is proved to allow nothing that the grant did not. Where no narrower pattern can be
 * written, or none is proved to be narrower, the answer is null.
 */
import { decide } from "../decide";
import { diff } from "../diff";
import { EMPTY } from "../empty";
import { type LinkOptions, link } from "../engine";
import type { LintRule } from "../lint/rule-group";
import { escapeGlob } from "../match/glob";
import { newMeters } from "../meters";
import type { ListedRule, Program } from "../program";
import type { PolicyRequest } from "../types";
import { generalise, NARROWING_STAR_COST } from "./generalise";
import { addresses, canSay } from "./needs";

/** `parts` are the requests that the rule decided, each about one thing. */
export function narrow(
  rule: LintRule,
  parts: readonly PolicyRequest[],
  options: LinkOptions,
): readonly string[] | null {
  for (const entries of candidates(rule, parts, options)) {
    if (entries.length === 0 || !entries.every((entry) => canSay(rule.path, entry))) continue;
    const [wide, tight] = [holding(rule, [rule.pattern]), holding(rule, entries)];
    if (wide === null || tight === null) return null;
    const { relation, exact } = diff(wide, tight);
    if (!exact || relation === "incomparable" || relation === "wider") continue;
    return relation === "narrower" ? withoutCovered(rule, entries) : null;
  }
  return null;
}

/** `make` says all that `make push` says. The last goes first, as with the linter. */
function withoutCovered(rule: LintRule, entries: readonly string[]): readonly string[] {
  let kept = entries;
  for (const entry of [...entries].reverse()) {
    const rest = kept.filter((each) => each !== entry);
    const [all, less] = [holding(rule, kept), holding(rule, rest)];
    if (all === null || less === null || rest.length === 0) continue;
    const { relation, exact } = diff(all, less);
    if (exact && relation === "equal") kept = rest;
  }
  return kept;
}

/** From what reads best to what is exact. */
function candidates(
  { path }: LintRule,
  parts: readonly PolicyRequest[],
  options: LinkOptions,
): readonly (readonly string[])[] {
  // Where nothing is granted, each denial names the smallest rule that would have allowed the request.
  const engine = link(EMPTY, options);
  const denials = parts.map((part) => decide(engine, part, newMeters(0)));
  if (path[1] === "filesystem") {
    const files = [...new Set(denials.map(({ canonical }) => String(canonical?.path)))];
    const general = generalise(files, escapeGlob, NARROWING_STAR_COST);
    return [general, byExtension(files), files.map(escapeGlob)];
  }
  const adds = new Set(denials.map(({ suggestion }) => suggestion?.add ?? ""));
  if (adds.has("")) return [];
  return path[1] === "network" ? [addresses([...adds], NARROWING_STAR_COST), [...adds]] : [[...adds]];
}

/** Several files of a folder that end alike: `folder/*.csv`. */
function byExtension(files: readonly string[]): string[] {
  const groups = new Map<string, string[]>();
  for (const file of files) {
    const slash = file.lastIndexOf("/");
    const dot = file.lastIndexOf(".");
    // What only begins with a dot has no extension.
    const key =
      dot > slash + 1 ? `${escapeGlob(file.slice(0, slash))}/*${escapeGlob(file.slice(dot))}` : file;
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return [...groups].flatMap(([pattern, group]) => (group.length > 1 ? [pattern] : group.map(escapeGlob)));
}

/** A program that grants these patterns in the list of the rule, and nothing else; null for lists that are not compared so. */
function holding({ path }: LintRule, patterns: readonly string[]): Program | null {
  const [, section = "", name = "", list = ""] = path;
  const rules = patterns.map((pattern): ListedRule => [pattern, null]);
  switch (section) {
    case "filesystem":
    case "network":
    case "exec":
    case "models":
    case "agents":
      return { ...EMPTY, [section]: { ...EMPTY[section], [name]: rules } };
    case "api":
      return { ...EMPTY, api: [{ name, at: null, scopes: rules, rate: null, conditions: [] }] };
    case "secrets":
      return list === "hosts" ? { ...EMPTY, secrets: [{ name, at: null, hosts: rules }] } : null;
    default:
      return null;
  }
}
