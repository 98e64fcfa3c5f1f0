/**
 * Patterns of commands as automata over words. Grants are read narrowly and restrictions widely, as the engine does;
 * one more symbol stands for a word that is only known at run time.
 */
import { examplesOf, WORDS } from "../automata/glob-space";
import type { Automaton, Move } from "../automata/walk";
import type { CommandGlob, WordGlob } from "../match/command-match";
import { parseTextGlob, type Sequence } from "../match/glob";
import { GlobFault } from "../match/glob-fault";

export interface CommandRule {
  readonly glob: CommandGlob;
  /** The patterns of its words, as written; that of the program comes first. */
  readonly words: readonly string[];
  readonly isGrant: boolean;
  readonly label: number;
}

/** The words that some rules tell apart. */
export interface WordClasses {
  readonly examples: readonly string[];
  readonly complete: boolean;
  matches(pattern: string, symbol: number): boolean;
  isOption(symbol: number): boolean;
  hasDots(symbol: number): boolean;
}

const EVERY = 0;
const OPTION = 1;
const DOTS = 2;
const FIRST = 3;

export function wordClasses(rules: readonly CommandRule[]): WordClasses {
  const patterns = [...new Set(rules.flatMap(({ words }) => words.slice(1)))].filter((each) => each !== "*");
  const labelled = patterns.map((pattern, index) => ({
    sequences: wordSequences(pattern),
    label: FIRST + index,
  }));
  const { examples, complete } = examplesOf(
    [
      { sequences: [["**"]], label: EVERY },
      { sequences: wordSequences("-*/**"), label: OPTION },
      { sequences: [...wordSequences("**/./**"), ...wordSequences("**/../**")], label: DOTS },
      ...labelled,
    ],
    WORDS,
  );
  const has = (symbol: number, label: number) => examples[symbol]?.labels.includes(label) === true;
  const numbers = new Map(patterns.map((pattern, index) => [pattern, FIRST + index]));
  return {
    examples: examples.map(({ text }) => text),
    complete,
    matches: (pattern, symbol) => pattern === "*" || has(symbol, numbers.get(pattern) ?? -1),
    isOption: (symbol) => has(symbol, OPTION),
    hasDots: (symbol) => has(symbol, DOTS),
  };
}

export function wordSequences(pattern: string): readonly Sequence[] {
  if (pattern === "") return wordSequences("{,}");
  const sequences = parseTextGlob(pattern);
  return sequences instanceof GlobFault ? [] : sequences;
}

/** A position in a rule; in a restriction also whether an option was just skipped. */
interface Place {
  readonly rule: CommandRule;
  readonly position: number;
  readonly isAfterOption: boolean;
  readonly isEnd: boolean;
}

/** Over the words behind the program; the last symbol is the word that is only known at run time. */
export function commandAutomaton(
  rules: readonly CommandRule[],
  classes: WordClasses,
  isRelevant: (label: number) => boolean,
): Automaton {
  const places: Place[] = [];
  const numbers = new Map<string, number>();
  const starts: number[] = [];
  rules.forEach((rule, index) => {
    const end = rule.glob.words.length;
    for (let position = 1; position <= end; position++) {
      for (const isAfterOption of rule.isGrant || position === end ? [false] : [false, true]) {
        numbers.set(`${index} ${position} ${isAfterOption}`, places.length);
        places.push({ rule, position, isAfterOption, isEnd: position === end });
      }
    }
    starts.push(numbers.get(`${index} 1 false`) ?? 0);
  });
  const ruleNumbers = new Map(rules.map((rule, index) => [rule, index]));
  const at = (rule: CommandRule, position: number, isAfterOption = false) =>
    numbers.get(`${ruleNumbers.get(rule)} ${position} ${isAfterOption}`) ?? -1;
  const dynamic = classes.examples.length;
  const step = (state: number, symbol: number): number[] => {
    const place = places[state] as Place;
    return place.rule.isGrant
      ? stepGrant(place, state, symbol, symbol === dynamic, classes)
      : stepRestriction(place, state, symbol, symbol === dynamic, classes, at);
  };
  const known: (readonly Move[] | undefined)[] = [];
  return {
    starts,
    symbols: dynamic + 1,
    moves: (state) => {
      known[state] ??= movesOf(places[state] as Place, dynamic + 1, (symbol) => step(state, symbol));
      return known[state] as readonly Move[];
    },
    labelOf: (state) => (places[state]?.isEnd ? places[state].rule.label : -1),
    isRelevant: (state) => isRelevant(places[state]?.rule.label ?? 0),
  };
}

function movesOf({ isEnd }: Place, symbols: number, step: (symbol: number) => readonly number[]): Move[] {
  // Behind its end a rule takes every word in the same way, or none.
  if (isEnd) return [{ symbols: null, to: step(0) }];
  const moves: Move[] = [];
  for (let symbol = 0; symbol < symbols; symbol++) {
    const to = step(symbol);
    if (to.length > 0) moves.push({ symbols: [symbol], to });
  }
  return moves;
}

function patternAt({ words }: CommandRule, position: number): string {
  return words[position] ?? "";
}

function stepGrant(
  place: Place,
  state: number,
  symbol: number,
  isDynamic: boolean,
  classes: WordClasses,
): number[] {
  const { rule, position, isEnd } = place;
  // One word alone is that command with any arguments.
  const isOpen = rule.glob.isOpen || rule.glob.words.length === 1;
  if (isEnd) return isOpen ? [state] : [];
  if (isDynamic) return [];
  const wanted = rule.glob.words[position] as WordGlob;
  const pattern = patternAt(rule, position);
  const fits = wanted.any || (classes.matches(pattern, symbol) && !classes.hasDots(symbol));
  return fits ? [state + 1] : [];
}

function stepRestriction(
  place: Place,
  state: number,
  symbol: number,
  isDynamic: boolean,
  classes: WordClasses,
  at: (rule: CommandRule, position: number, isAfterOption?: boolean) => number,
): number[] {
  const { rule, position, isAfterOption, isEnd } = place;
  if (isEnd) return [state];
  if (isDynamic) return [at(rule, rule.glob.words.length)];
  const next: number[] = [];
  if (classes.matches(patternAt(rule, position), symbol)) next.push(at(rule, position + 1));
  if (classes.isOption(symbol)) next.push(at(rule, position, true));
  // The word behind an option may be its value.
  if (isAfterOption) next.push(at(rule, position));
  return next;
}
