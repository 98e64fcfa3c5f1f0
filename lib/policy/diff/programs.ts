/**
 * Names of programs, by the rules that they meet: bare names, absolute paths, and paths with an odd end (`/bin/x/.`),
 * whose last part is not the name of the file that they are.
 */
import {
  type Examples,
  examplesOf,
  FILE_PATHS,
  type GlobSpace,
  type Labelled,
  PROGRAM_FILES,
  PROGRAM_NAMES,
} from "../automata/glob-space";
import { matchSequence, type Sequence, segmentBounds } from "../match/glob";
import type { CommandRule } from "./words";

export interface ProgramExample {
  /** As it stands in argv[0]. */
  readonly name: string;
  /** The rules whose first word it meets, by index. */
  readonly rules: readonly number[];
}
export interface ProgramExamples {
  readonly programs: readonly ProgramExample[];
  readonly complete: boolean;
}

export function programExamples(
  rules: readonly CommandRule[],
  isRelevant: (rule: number) => boolean,
): ProgramExamples {
  const bare = find(rules, PROGRAM_NAMES, isRelevant, bareSequences);
  const files = find(rules, PROGRAM_FILES, isRelevant, fileSequences);
  const programs = [...bare.examples, ...files.examples].map(({ text, labels }) => ({
    name: text,
    rules: labels,
  }));
  const odd = ["", "/.", "/x/.."].map((end) => {
    const last = end === "" ? "" : end.slice(end.lastIndexOf("/") + 1);
    const found = find(rules, FILE_PATHS, isRelevant, (rule) => oddSequences(rule, last));
    const ending = end === "" ? "/" : end;
    return {
      complete: found.complete,
      programs: found.examples.map(({ text, labels }) => ({
        name: (text === "/" ? "" : text) + ending,
        rules: labels,
      })),
    };
  });
  return {
    programs: [...programs, ...odd.flatMap((each) => each.programs)],
    complete: bare.complete && files.complete && odd.every((each) => each.complete),
  };
}

function find(
  rules: readonly CommandRule[],
  space: GlobSpace,
  isRelevant: (rule: number) => boolean,
  sequencesOf: (rule: CommandRule) => readonly Sequence[],
): Examples {
  const patterns = rules.map((rule, label): Labelled => ({ sequences: sequencesOf(rule), label }));
  // Where no rule can grant anything at all, everything is denied on both sides.
  return examplesOf(patterns, space, isRelevant);
}

const EVERYTHING: readonly Sequence[] = [["**"]];

function bareSequences({ glob, isGrant }: CommandRule): readonly Sequence[] {
  const [program] = glob.words;
  if (!program || program.any) return EVERYTHING;
  if (!program.hasSlash) return program.sequences;
  // A bare name may resolve to the very file that a restriction names.
  return isGrant ? [] : program.last;
}

/** Patterns with a slash are matched on the whole path, whose first part is empty; the space has no such part. */
function fileSequences({ glob, isGrant }: CommandRule): readonly Sequence[] {
  const [program] = glob.words;
  if (!program || program.any) return EVERYTHING;
  if (program.hasSlash) return program.sequences.flatMap(rootless);
  return isGrant ? [] : program.sequences.map((sequence) => ["**", ...sequence]);
}

function oddSequences({ glob, isGrant }: CommandRule, last: string): readonly Sequence[] {
  const [program] = glob.words;
  if (!program || program.any) return EVERYTHING;
  if (program.hasSlash) return program.sequences.flatMap(rootless);
  if (isGrant) return [];
  const bounds = segmentBounds(last);
  return program.sequences.some((sequence) => matchSequence(sequence, last, bounds)) ? EVERYTHING : [];
}

/** What is left of a sequence when the empty part in front of the first slash has been read. */
function rootless(sequence: Sequence): Sequence[] {
  const [first, ...rest] = sequence;
  if (first === undefined) return [];
  if (first === "**") return [sequence];
  return matchSequence([first], "", [0, 0]) ? [rest] : [];
}
