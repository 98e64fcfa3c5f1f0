/**
 * Patterns of commands against one invocation, word by word, never on a joined string.
 *
 * What a grant covers is read narrowly, what a deny or an approval covers is read widely:
 * - grant: `node` is the program called by that bare name, with any arguments; `/usr/bin/node` that very file.
 *   `/tmp/node` is not `node`: whoever can write a file must not thereby name a program. `git status` is these two
 *   words and no more; a last word `*` stands for any number of further words.
 * - deny, approve: `bash` is every program of that name, wherever it lies. Further words never get past it, and
 *   options between the words (`git -C /x push`) do not either. A word that is only known at run time may be
 *   anything, so it meets the pattern.
 */
import { programName, type Word } from "../canonical/command";
import { canonicalPath } from "../canonical/path";
import { hasDotSegment, matchSequence, parseTextGlob, type Sequence, segmentBounds } from "./glob";
import { GlobFault } from "./glob-fault";
import { matchSegment } from "./segment-glob";
import { spendWork } from "./work";

/** What comparing one word costs when it is a literal. */
const WORD_WORK = 2;
/** And what it costs besides when it is a pattern. */
const GLOB_WORK = 16;

export interface CommandGlob {
  /** The program when it is a literal; null when it has wildcards. */
  readonly program: string | null;
  readonly words: readonly WordGlob[];
  /** Bit n is set when word n is `*`. */
  readonly stars: number;
  /** The last word is `*`: any number of further words. */
  readonly isOpen: boolean;
}

export interface WordGlob {
  readonly any: boolean;
  readonly hasSlash: boolean;
  readonly sequences: readonly Sequence[];
  /** For a pattern with a slash: the sequences of its last segment. */
  readonly last: readonly Sequence[];
}

export function parseCommandGlob(words: readonly string[]): CommandGlob | GlobFault {
  const isOpen = words.length > 1 && words.at(-1) === "*";
  const globs: WordGlob[] = [];
  for (const text of isOpen ? words.slice(0, -1) : words) {
    const glob = parseWord(text);
    if (glob instanceof GlobFault) return glob;
    globs.push(glob);
  }
  const program = globs[0]?.sequences[0]?.at(-1);
  const isLiteral =
    globs[0]?.sequences.length === 1 && typeof program === "object" && program.literal !== null;
  return { program: isLiteral ? program.literal : null, words: globs, stars: starsOf(globs), isOpen };
}

function starsOf(words: readonly WordGlob[]): number {
  return words.reduce((bits, { any }, index) => (any ? bits | (1 << index) : bits), 0);
}

function parseWord(text: string): WordGlob | GlobFault {
  if (text === "") return { any: false, hasSlash: false, sequences: [[]], last: [[]] };
  const sequences = parseTextGlob(text);
  if (sequences instanceof GlobFault) return sequences;
  const last = sequences.map((sequence) => sequence.slice(-1));
  return { any: text === "*", hasSlash: text.includes("/"), sequences, last };
}

/** Whether a grant covers the invocation. */
export function grantCovers(glob: CommandGlob, words: readonly Word[], cwd: string): boolean {
  const [program, ...rest] = glob.words as readonly [WordGlob, ...WordGlob[]];
  const name = words[0]?.text ?? "";
  if (!program.any && program.hasSlash !== name.includes("/")) return false;
  if (!program.any && !matchWord(program.sequences, program.hasSlash ? absolute(name, cwd) : name))
    return false;
  // One word alone is that command with any arguments.
  if (rest.length === 0) return glob.words.length === 1;
  const given = words.length - 1;
  if (given < rest.length || (given > rest.length && !glob.isOpen)) return false;
  return rest.every((wanted, index) => {
    const word = words[index + 1] as Word;
    // Unquoted, a dynamic word may vanish or become several, and shift all that follows.
    if (word.dynamic) return false;
    if (wanted.any) return true;
    // `cat src/*` shall not cover `cat src/..`: a grant for names is none for what they are relative to.
    return matchWord(wanted.sequences, word.text) && !hasDotSegment(word.text);
  });
}

/** Whether a deny or an approval meets the invocation. */
export function restrictionMeets(glob: CommandGlob, words: readonly Word[], cwd: string): boolean {
  const program = glob.words[0] as WordGlob;
  const name = words[0]?.text ?? "";
  if (!program.any && !meetsProgram(program, name, cwd)) return false;
  const wanted = glob.words.length;
  // Positions in the pattern that are alive, as bits: before the next word, or before it with an option just skipped.
  const end = 1 << wanted;
  let ready = 1 << 1;
  let afterOption = 0;
  for (let i = 1; ; i++) {
    if (((ready | afterOption) & end) !== 0) return true;
    const word = words[i];
    if (!word || (ready | afterOption) === 0) return false;
    if (word.dynamic) return true;
    const alive = ready | afterOption;
    // The word behind an option may be its value.
    let next = afterOption | ((alive & glob.stars) << 1);
    for (let rest = alive & ~glob.stars; rest !== 0; rest &= rest - 1) {
      const position = 31 - Math.clz32(rest & -rest);
      if (matchWord((glob.words[position] as WordGlob).sequences, word.text)) next |= 1 << (position + 1);
    }
    afterOption = word.text.startsWith("-") ? alive : 0;
    ready = next;
  }
}

function meetsProgram(program: WordGlob, name: string, cwd: string): boolean {
  if (!program.hasSlash) return matchWord(program.sequences, programName(name));
  // A bare name may resolve to the very file that the rule names.
  if (!name.includes("/")) return matchWord(program.last, name);
  return matchWord(program.sequences, absolute(name, cwd));
}

function absolute(name: string, cwd: string): string {
  const path = canonicalPath(name, cwd);
  return typeof path === "string" ? path : name;
}

function matchWord(sequences: readonly Sequence[], text: string): boolean {
  spendWork(WORD_WORK);
  if (sequences.length === 1 && sequences[0]?.length === 1) {
    const only = sequences[0][0];
    if (typeof only === "object" && only.literal !== null) return only.literal === text;
    // A single segment, as words mostly are: its bounds need not be looked for.
    if (typeof only === "object") {
      spendWork(GLOB_WORK);
      return !text.includes("/") && matchSegment(only, text, 0, text.length);
    }
  }
  if (sequences.length === 1 && sequences[0]?.length === 0) return text === "";
  spendWork(GLOB_WORK);
  const bounds = segmentBounds(text);
  return sequences.some((sequence) => matchSequence(sequence, text, bounds));
}
