/**
 * Commands: first the program, then the words behind it. Compared are single invocations, which is what everything
 * else is made of: a shell line, a wrapper and what it starts are allowed exactly when each invocation is, so that
 * they differ only where one of these does. Files that a shell redirects to and variables that it sets have
 * capabilities of their own, and so has code that is handed over on the command line.
 */

import { parseCommandPattern } from "../../spec/values";
import { MAX_STATES } from "../automata/glob-space";
import { type Found, walk } from "../automata/walk";
import { parseCommandGlob } from "../match/command-match";
import { GlobFault } from "../match/glob-fault";
import type { ListedRule, Program } from "../program";
import type { PolicyRequest, Verdict } from "../types";
import { type Candidate, Comparison, type Judge, TOO_MANY } from "./judge";
import { type ProgramExample, programExamples } from "./programs";
import { ALLOW, APPROVE, DENY, differs, joined, newRoles, oldRoles, rolesOf } from "./roles";
import type { CapabilityDiff } from "./types";
import { type CommandRule, commandAutomaton, type WordClasses, wordClasses } from "./words";

export function diffExec(judge: Judge, old: Program, after: Program): CapabilityDiff {
  const comparison = new Comparison(judge, "exec");
  const rules = commandRules(old, after);
  const isRelevant = (rule: number) => differs(rules[rule]?.label ?? 0);
  const { programs, complete } = programExamples(rules, isRelevant);
  if (!complete) comparison.giveUp(TOO_MANY);
  for (const [applying, names] of byRules(programs)) {
    compareCommands(
      comparison,
      names,
      applying.map((index) => rules[index] as CommandRule),
    );
  }
  return comparison.result();
}

/** Where a side starts no commands at all, its lists mean nothing. */
function listsOf({ exec }: Program): Record<"deny" | "approve" | "allow", readonly ListedRule[]> {
  return exec.allow_subprocess.value === true ? exec : { deny: [], approve: [], allow: [] };
}

function commandRules(old: Program, after: Program): CommandRule[] {
  const [was, is] = [listsOf(old), listsOf(after)];
  const restrictions = rolesOf([
    { role: DENY, old: was.deny, new: is.deny },
    { role: APPROVE, old: was.approve, new: is.approve },
  ]);
  const grants = rolesOf([{ role: ALLOW, old: was.allow, new: is.allow }]);
  const read =
    (isGrant: boolean) =>
    ([pattern, label]: readonly [string, number]) => {
      const parsed = parseCommandPattern(pattern);
      const glob = parsed.ok ? parseCommandGlob(parsed.value.words) : null;
      if (!parsed.ok || glob === null || glob instanceof GlobFault) return [];
      return [{ glob, words: parsed.value.words, isGrant, label }];
    };
  return [...[...restrictions].flatMap(read(false)), ...[...grants].flatMap(read(true))];
}

/** Programs that meet the same rules: what holds for one of them holds for all. */
function byRules(programs: readonly ProgramExample[]): (readonly [readonly number[], readonly string[]])[] {
  const groups = new Map<string, readonly [readonly number[], string[]]>();
  for (const { name, rules } of programs) {
    const key = rules.join();
    const group = groups.get(key);
    if (group) group[1].push(name);
    else groups.set(key, [rules, [name]]);
  }
  return [...groups.values()];
}

function compareCommands(
  comparison: Comparison,
  names: readonly string[],
  rules: readonly CommandRule[],
): void {
  const classes = wordClasses(rules);
  const { found, complete } = walk(commandAutomaton(rules, classes, differs), MAX_STATES);
  if (!complete || !classes.complete) comparison.giveUp(TOO_MANY);
  for (const each of found) {
    const label = joined(each.labels);
    comparison.offer(
      verdictOf(oldRoles(label)),
      verdictOf(newRoles(label)),
      candidates(names, each, classes),
    );
  }
}

function verdictOf(roles: number): Verdict {
  if (roles & DENY) return "deny";
  if (roles & APPROVE) return "approve";
  return roles & ALLOW ? "allow" : "deny";
}

/** Words that make something of a command that the engine lets through: a script for an interpreter, for example. */
const ENDINGS: readonly (readonly string[])[] = [[], ["a"], ["-f", "a"], ["--version"]];

function* candidates(
  names: readonly string[],
  { symbols }: Found,
  { examples }: WordClasses,
): Generator<Candidate> {
  for (const name of names) {
    const isStatic = symbols.every((symbol) => symbol < examples.length);
    const words = symbols.map((symbol) => examples[symbol] ?? null);
    for (const ending of ENDINGS) {
      const request: PolicyRequest = isStatic
        ? { op: "exec.spawn", argv: [name, ...words.map((word) => word ?? ""), ...ending] }
        : { op: "exec.shell", command: [quote(name), ...words.map(quote), ...ending].join(" ") };
      yield { request };
    }
  }
}

/** A word for the shell; null is one that it fills in when it runs. */
function quote(word: string | null): string {
  if (word === null) return "$x";
  return /^[A-Za-z0-9_./=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

const CODE: readonly (readonly string[])[] = [["-e", "1"], ["-c", "1"], ["1"], [], ["eval", "1"]];
const INTERPRETERS = "node python3 perl ruby php lua deno bun tsx awk Rscript sh bash python pypy nodejs";

/** The switch by its own order, for it governs more than commands; a command shows it where one is granted. */
export function diffDynamicCode(judge: Judge, old: Program, after: Program): CapabilityDiff {
  const name = "exec.allow_dynamic_code";
  const [was, is] = [
    old.exec.allow_dynamic_code.value === true,
    after.exec.allow_dynamic_code.value === true,
  ];
  const comparison = new Comparison(judge, name);
  if (was === is) return comparison.result();
  const direction = is ? "wider" : "narrower";
  const granted = (is ? after : old).exec.allow.map(([pattern]) => pattern.split(" ")[0] ?? "");
  const programs = [...INTERPRETERS.split(" "), ...granted.filter((program) => !/[*?[\]{}]/.test(program))];
  for (const program of programs) {
    const requests = CODE.map((words) => ({
      request: { op: "exec.spawn", argv: [program, ...words] } as const,
    }));
    const shows = requests.find(({ request }) => {
      const { old: before, new: now } = judge.try(request);
      return before.verdict !== now.verdict;
    });
    if (shows) {
      comparison.claim(direction, [shows]);
      break;
    }
  }
  const found = comparison.result();
  const note = "Code from texts (eval, new Function, data: imports) is governed by it, beyond commands.";
  return found.relation === "equal" ? { ...found, relation: direction, note } : found;
}
