/**
 * The kinds of names that patterns are matched against, and the walk through all of them: for each combination of
 * patterns that some name matches, an example.
 *
 * Guarantees: exact for all well-formed names; `complete: false` when there were too many combinations to look at.
 * Lengths are not limited here; the limits of the engine are far above what examples need.
 */
import type { Sequence } from "../match/glob";
import type { SegmentGlob } from "../match/segment-glob";
import type { Regular } from "./regular";
import { type SegmentClasses, segmentClasses } from "./segment-classes";
import { FILE_SEGMENT, namePart, properPart, SQL_PART, URL_SEGMENT, WORD_PART } from "./segment-regular";
import { type Automaton, type Move, walk } from "./walk";

export interface GlobSpace {
  readonly segment: Regular;
  readonly minSegments: number;
  readonly maxSegments: number;
  /** Whether the empty text is a name. */
  readonly allowsEmpty: boolean;
  render(segments: readonly string[]): string;
}

const rooted = (segment: Regular): GlobSpace => ({
  segment,
  minSegments: 0,
  maxSegments: Number.POSITIVE_INFINITY,
  allowsEmpty: true,
  render: (segments) => `/${segments.join("/")}`,
});
const texts = (
  segment: Regular,
  separator: string,
  allowsEmpty: boolean,
  maxSegments?: number,
): GlobSpace => ({
  segment,
  minSegments: 1,
  maxSegments: maxSegments ?? Number.POSITIVE_INFINITY,
  allowsEmpty,
  render: (segments) => segments.join(separator),
});

export const FILE_PATHS = rooted(FILE_SEGMENT);
export const URL_PATHS = rooted(URL_SEGMENT);
/** Models, regions, agents, scopes: any text that is not empty. */
export const NAMES = texts(namePart("/"), "/", false);
/** Tables, as `schema.name` or `database.schema.name`. */
export const SQL_TABLES: GlobSpace = { ...texts(SQL_PART, ".", false, 3), minSegments: 2 };
/** Functions, as `name` or `schema.name`. */
export const SQL_FUNCTIONS = texts(SQL_PART, ".", false, 2);
/** Values of arguments: any text without a `.` or `..` segment, which meets no pattern. */
export const VALUES: GlobSpace = texts(valuePart(), "/", true);
export const WORDS = texts(WORD_PART, "/", true);
/** The name of a program with a slash in it: a file, and not the root. */
export const PROGRAM_FILES: GlobSpace = { ...FILE_PATHS, minSegments: 1 };
/** The name of a program without a slash in it. */
export const PROGRAM_NAMES = texts(FILE_SEGMENT, "/", false, 1);

function valuePart(): Regular {
  return { kind: "alt", options: [{ kind: "seq", parts: [] }, properPart("/")] };
}

export interface Labelled {
  readonly sequences: readonly Sequence[];
  readonly label: number;
}
export interface Example {
  /** The labels of all patterns that match it, ascending, each once. */
  readonly labels: readonly number[];
  readonly text: string;
}
export interface Examples {
  readonly examples: readonly Example[];
  readonly complete: boolean;
}

/** Joint states, after which a comparison is given up. A realistic pair of policies needs a few hundred. */
export const MAX_STATES = 20_000;
/** The same for segments alone. A realistic pair needs a thousand; what needs more takes seconds. */
const MAX_SEGMENT_STATES = 5000;

export function examplesOf(
  patterns: readonly Labelled[],
  space: GlobSpace,
  isRelevant: (label: number) => boolean = () => true,
  maxStates = MAX_STATES,
): Examples {
  if (!patterns.some(({ label }) => isRelevant(label))) return { examples: [], complete: true };
  const classes = classesFor(
    patterns.map(({ sequences }) => sequences),
    space,
    Math.min(maxStates, MAX_SEGMENT_STATES),
  );
  return examplesAmong(classes, patterns, space, isRelevant, maxStates);
}

/** The segments that the patterns tell apart. For several walks over parts of the same patterns, made once. */
export function classesFor(
  patterns: readonly (readonly Sequence[])[],
  space: GlobSpace,
  maxStates = MAX_SEGMENT_STATES,
): SegmentClasses {
  const globs = patterns.flat(2).filter((part): part is SegmentGlob => part !== "**");
  return segmentClasses(globs, space.segment, maxStates);
}

export function examplesAmong(
  classes: SegmentClasses,
  patterns: readonly Labelled[],
  space: GlobSpace,
  isRelevant: (label: number) => boolean = () => true,
  maxStates = MAX_STATES,
): Examples {
  const automaton = automatonOf(patterns, classes, isRelevant);
  const empty = classes.examples.indexOf("");
  const counts = (length: number, symbol: number) =>
    length >= space.minSegments &&
    length <= space.maxSegments &&
    (space.allowsEmpty || length !== 1 || symbol !== empty);
  const { found, complete } = walk(automaton, maxStates, counts);
  return {
    examples: found.map(({ labels, symbols }) => ({
      labels,
      text: space.render(symbols.map((symbol) => classes.examples[symbol] ?? "")),
    })),
    complete: complete && classes.complete,
  };
}

/** One state for each position in each sequence; a position at `**` is also one behind it. */
function automatonOf(
  patterns: readonly Labelled[],
  classes: SegmentClasses,
  isRelevant: (label: number) => boolean,
): Automaton {
  const places: { readonly part: Sequence[number] | null; readonly label: number }[] = [];
  const starts: number[] = [];
  /** From a position on: it and all that are reached over `**` without reading anything. */
  const closed: (readonly number[])[] = [];
  for (const { sequences, label } of patterns) {
    for (const sequence of sequences) {
      const first = places.length;
      for (const part of sequence) places.push({ part, label });
      places.push({ part: null, label });
      for (let at = places.length - 1; at >= first; at--) {
        closed[at] = places[at]?.part === "**" ? [at, ...(closed[at + 1] ?? [])] : [at];
      }
      starts.push(...(closed[first] ?? []));
    }
  }
  const moves = places.map(({ part }, state): readonly Move[] => {
    if (part === null) return [];
    if (part === "**") return [{ symbols: null, to: closed[state] ?? [] }];
    return [{ symbols: classes.matched.get(part.pattern) ?? [], to: closed[state + 1] ?? [] }];
  });
  return {
    starts,
    symbols: classes.examples.length,
    moves: (state) => moves[state] ?? [],
    labelOf: (state) => (places[state]?.part === null ? (places[state]?.label ?? -1) : -1),
    isRelevant: (state) => isRelevant(places[state]?.label ?? -1),
  };
}
