/**
 * For the rules of one capability: which sets of them some request matches together. That is all there is to know
 * for telling which rule shadows or covers which.
 */
import { parseHostPattern } from "../../spec/values";
import {
  classesFor,
  type Examples,
  examplesAmong,
  examplesOf,
  FILE_PATHS,
  type GlobSpace,
  type Labelled,
  MAX_STATES,
  NAMES,
  URL_PATHS,
} from "../automata/glob-space";
import { walk } from "../automata/walk";
import { addressClass, localNameClass } from "../canonical/address";
import { finishHost } from "../canonical/host";
import { endpointsOf, methodsOf, portsOf } from "../diff/endpoints";
import { hostExamples } from "../diff/hosts";
import { nameSequences } from "../diff/name-part";
import { programExamples } from "../diff/programs";
import { type CommandRule, commandAutomaton, wordClasses } from "../diff/words";
import { type Egress, linkEgress } from "../match/egress";
import { parsePathGlob, type Sequence } from "../match/glob";
import { GlobFault } from "../match/glob-fault";
import { commandRule } from "./command-rule";

/** Sets of rules, by index; null when there are too many to tell them all. */
export type Combinations = readonly (readonly number[])[] | null;

export function pathCombinations(patterns: readonly string[]): Combinations {
  const labelled = patterns.map((pattern, label): Labelled => {
    const sequences = parsePathGlob(pattern);
    return { sequences: sequences instanceof GlobFault ? [] : sequences, label };
  });
  return setsOf(examplesOf(labelled, FILE_PATHS));
}

export function nameCombinations(patterns: readonly string[]): Combinations {
  return sequenceCombinations(
    patterns.map((pattern) => nameSequences(pattern)),
    NAMES,
  );
}

export function sequenceCombinations(
  patterns: readonly (readonly Sequence[])[],
  space: GlobSpace,
): Combinations {
  const labelled = patterns.map((sequences, label) => ({ sequences, label }));
  return setsOf(examplesOf(labelled, space));
}

function setsOf({ examples, complete }: Examples): Combinations {
  return complete ? examples.map(({ labels }) => labels) : null;
}

export function hostCombinations(patterns: readonly string[]): Combinations {
  const hosts = patterns.map((pattern) => {
    const parsed = parseHostPattern(pattern);
    if (!parsed.ok || parsed.value.kind === "any") return { pattern: { kind: "any" } as const, name: "" };
    const { value } = parsed;
    const name = finishHost(value.kind === "exact" ? value.host : value.suffix.slice(1));
    return { pattern: value, name: typeof name === "string" ? name : "" };
  });
  return hostExamples(hosts).map(({ patterns: covering }) => covering);
}

export function commandCombinations(
  patterns: readonly { readonly pattern: string; readonly isGrant: boolean }[],
): Combinations {
  const rules = patterns.flatMap(({ pattern, isGrant }, label) => commandRule(pattern, isGrant, label));
  const { programs, complete } = programExamples(rules, () => true);
  if (!complete) return null;
  const groups = new Map(programs.map(({ rules: applying }) => [applying.join(), applying]));
  const sets: (readonly number[])[] = [];
  for (const applying of groups.values()) {
    const here = applying.map((index) => rules[index] as CommandRule);
    const classes = wordClasses(here);
    const { found, complete: isWhole } = walk(
      commandAutomaton(here, classes, () => true),
      MAX_STATES,
    );
    if (!isWhole || !classes.complete) return null;
    sets.push(...found.map(({ labels }) => labels));
  }
  return sets;
}

interface EgressRule {
  readonly egress: Egress;
  readonly isGrant: boolean;
  readonly isDeny: boolean;
  readonly index: number;
}
const EVERY_PATH: readonly Sequence[] = [["**"]];

export function egressCombinations(
  patterns: readonly { readonly pattern: string; readonly isGrant: boolean; readonly isDeny: boolean }[],
): Combinations {
  const rules = patterns.flatMap(({ pattern, isGrant, isDeny }, index): EgressRule[] => {
    const egress = linkEgress(pattern);
    return typeof egress === "string" ? [] : [{ egress, isGrant, isDeny, index }];
  });
  const classes = classesFor(
    rules.map(({ egress }) => egress.path ?? EVERY_PATH),
    URL_PATHS,
  );
  const known = new Map<string, Combinations>();
  const paths = (applying: readonly EgressRule[]): Combinations => {
    const key = applying.map(({ index }) => index).join();
    const found = known.get(key);
    if (found !== undefined) return found;
    const labelled = applying.map(({ egress, index }) => ({
      sequences: egress.path ?? EVERY_PATH,
      label: index,
    }));
    const sets = setsOf(examplesAmong(classes, labelled, URL_PATHS));
    known.set(key, sets);
    return sets;
  };
  const sets: (readonly number[])[] = [];
  for (const applying of atHosts(rules)) {
    for (const { scheme, port } of endpointsOf(applying)) {
      const here = applying.filter(
        ({ egress }) => (egress.port ?? port) === port && (egress.scheme ?? scheme) === scheme,
      );
      for (const method of methodsOf(here)) {
        const now = here.filter(({ egress }) => egress.methods === null || egress.methods.has(method));
        const found = paths(now);
        if (found === null) return null;
        sets.push(...found, indexes(now.filter(({ egress, isGrant }) => !isGrant || egress.path === null)));
      }
    }
    for (const port of portsOf(applying)) {
      const raw = applying.filter(({ egress }) => (egress.port ?? port) === port);
      sets.push(
        indexes(raw.filter(({ egress, isGrant }) => !isGrant || (egress.path ?? egress.methods) === null)),
      );
    }
  }
  return sets;
}

function indexes(rules: readonly EgressRule[]): number[] {
  return rules.map(({ index }) => index);
}

/** For each way in which hosts differ, the rules that count there. */
function atHosts(rules: readonly EgressRule[]): EgressRule[][] {
  const hosts = hostExamples(rules.map(({ egress }) => ({ pattern: egress.host, name: egress.hostName })));
  return hosts.map(({ host, patterns }) => {
    const isPublic = (addressClass(host) ?? localNameClass(host) ?? "public") === "public";
    const here = patterns.map((index) => rules[index] as EgressRule);
    return here.filter(({ egress, isDeny }) => isPublic || isDeny || egress.host.kind === "exact");
  });
}
