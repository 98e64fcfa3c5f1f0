/**
 * The least that a recorded run needed of a spec: grants that it had no use for go, and those that are wider than
 * its use become narrower.
 *
 * Guarantees: every request of the run is decided as before; nothing is let through that was not. Denials,
 * approvals, tools and limits stay as they are, and so does everything that the run cannot tell anything about,
 * such as the regions of models. Shrinking once more with the same run changes nothing.
 */
import type { TextEdit } from "../../spec/diagnostics/diagnostic";
import { writeText } from "../../spec/diagnostics/fixes";
import { type LoadResult, load } from "../../spec/load";
import { LineIndex } from "../../spec/toml/text";
import { decide } from "../decide";
import { type LinkOptions, link } from "../engine";
import type { LintRule } from "../lint/rule-group";
import { ruleGroups } from "../lint/rule-lists";
import { partsOf, usedRules } from "../lint/used-rules";
import { newMeters } from "../meters";
import { compile, type Program, rangeOf, withoutConditions } from "../program";
import type { PolicyRequest, Verdict } from "../types";
import { type Cut, cutsFor, replacementFor } from "./list-text";
import { narrow } from "./narrow";

export interface Shrinking {
  readonly edits: readonly TextEdit[];
  /** The text with the edits made. */
  readonly text: string;
  /** The rules that go, with their patterns. */
  readonly removed: readonly { readonly rule: string; readonly pattern: string }[];
  /** The rules that become narrower, with what takes their place. */
  readonly narrowed: readonly {
    readonly rule: string;
    readonly pattern: string;
    readonly entries: readonly string[];
  }[];
}

interface Change {
  readonly rule: LintRule;
  /** What takes its place; nothing when it goes. */
  readonly entries: readonly string[];
}

export interface ShrinkOptions extends LinkOptions {
  /** The requests come out of a log, which has arguments as hashes only: no condition on them is taken as broken. */
  readonly hidesArguments?: boolean;
}

export function shrink(
  text: string,
  requests: readonly PolicyRequest[],
  { hidesArguments = false, ...options }: ShrinkOptions = {},
): Shrinking {
  const read = (loaded: LoadResult): Program | null => {
    const program = loaded.spec && compile(loaded.spec, loaded.source);
    return program && hidesArguments ? withoutConditions(program) : program;
  };
  const program = read(load(text));
  if (program === null) return NOTHING(text);
  const lists = grantsByList(program);
  const changes = changesFor(program, lists, requests, options);
  const before = verdictsOf(program, requests, options);
  const holds = (chosen: readonly Change[]): boolean => {
    const after = read(load(applied(text, chosen, lists).text));
    return after !== null && before.join() === verdictsOf(after, requests, options).join();
  };
  return applied(text, holds(changes) ? changes : oneByOne(changes, holds), lists);
}

/** Each change keeps by itself what the run did; should they together not, they are taken as long as they do. */
function oneByOne(changes: readonly Change[], holds: (chosen: readonly Change[]) => boolean): Change[] {
  const taken: Change[] = [];
  for (const change of changes) {
    taken.push(change);
    if (!holds(taken)) taken.pop();
  }
  return taken;
}

const NOTHING = (text: string): Shrinking => ({ edits: [], text, removed: [], narrowed: [] });

function verdictsOf(
  program: Program,
  requests: readonly PolicyRequest[],
  options: LinkOptions,
): readonly Verdict[] {
  const engine = link(program, options);
  return requests.map((request) => decide(engine, request, newMeters(0)).verdict);
}

/** Every list, whole: edits of a list have to know what stands beside. */
function grantsByList(program: Program): ReadonlyMap<string, readonly LintRule[]> {
  const lists = new Map<string, LintRule[]>();
  for (const rule of ruleGroups(program).flatMap(({ rules }) => rules)) {
    lists.set(rule.list, [...(lists.get(rule.list) ?? []), rule]);
  }
  return lists;
}

function changesFor(
  program: Program,
  lists: ReadonlyMap<string, readonly LintRule[]>,
  requests: readonly PolicyRequest[],
  options: LinkOptions,
): Change[] {
  const used = usedRules(program, requests, options);
  const parts = partsByRule(program, requests, options);
  const changes: Change[] = [];
  for (const [list, rules] of lists) {
    if (list === "models.regions" || rules.some(({ at }) => at === null)) continue;
    for (const rule of rules) {
      if (rule.role !== "allow") continue;
      if (used.has(rule.id)) {
        const entries = narrow(rule, parts.get(rule.id) ?? [], options);
        if (entries !== null) changes.push({ rule, entries });
        // A secret without hosts is no secret any more, and an empty list of them no spec.
      } else if (!list.startsWith("secrets.")) changes.push({ rule, entries: [] });
    }
  }
  return changes;
}

/** For each rule what it let through, in requests about one thing each. */
function partsByRule(
  program: Program,
  requests: readonly PolicyRequest[],
  options: LinkOptions,
): ReadonlyMap<string, readonly PolicyRequest[]> {
  const engine = link(program, options);
  const found = new Map<string, PolicyRequest[]>();
  for (const request of requests) {
    const parts = partsOf(request);
    for (const part of parts.length > 1 ? parts.filter((each) => each !== request) : parts) {
      const { verdict, rule } = decide(engine, part, newMeters(0));
      if (verdict === "deny" || rule === null) continue;
      const known = found.get(rule);
      if (known === undefined) found.set(rule, [part]);
      else known.push(part);
    }
  }
  return found;
}

function applied(
  text: string,
  changes: readonly Change[],
  lists: ReadonlyMap<string, readonly LintRule[]>,
): Shrinking {
  const pieces: (Cut & { readonly newText: string })[] = [];
  for (const rules of lists.values()) {
    const here = changes.filter(({ rule }) => rules.includes(rule));
    const entries = rules.map(({ at }) => {
      const range = rangeOf(at);
      return { start: range?.start.offset ?? 0, end: range?.end.offset ?? 0 };
    });
    const removed = new Set(
      here.filter((each) => each.entries.length === 0).map(({ rule }) => rules.indexOf(rule)),
    );
    if (removed.size > 0)
      pieces.push(...cutsFor(text, entries, removed).map((cut) => ({ ...cut, newText: "" })));
    for (const { rule, entries: spelt } of here) {
      const entry = entries[rules.indexOf(rule)];
      if (entry === undefined || spelt.length === 0) continue;
      pieces.push({ ...entry, newText: replacementFor(text, entry, spelt.map(writeText)) });
    }
  }
  pieces.sort((a, b) => a.start - b.start);
  const lines = new LineIndex(text);
  return {
    edits: pieces.map(({ newText, ...cut }) => ({ range: lines.range(cut), newText })),
    text: pieces.reduceRight((result, { start, end, newText }) => {
      return result.slice(0, start) + newText + result.slice(end);
    }, text),
    removed: changes
      .filter(({ entries }) => entries.length === 0)
      .map(({ rule: { id, pattern } }) => ({ rule: id, pattern })),
    narrowed: changes
      .filter(({ entries }) => entries.length > 0)
      .map(({ rule: { id, pattern }, entries }) => ({ rule: id, pattern, entries })),
  };
}
