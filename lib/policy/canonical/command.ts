/** The parts of commands, as the shell parser and the unwrapping of argv hand them on. */

import { Refusal } from "./refusal";

export interface Word {
  /** The text after quotes are removed; of a dynamic word only what is known of it. */
  readonly text: string;
  /** True when the shell puts something here at run time: a variable, a glob, the output of a command. */
  readonly dynamic: boolean;
}

export interface Assignment {
  readonly name: string;
  readonly value: Word;
}

export interface Redirect {
  readonly access: "read" | "write";
  readonly path: string;
}

export interface SimpleCommand {
  readonly words: readonly Word[];
  readonly assignments: readonly Assignment[];
  readonly redirects: readonly Redirect[];
}

/** One program that is going to run, after wrappers are taken off. */
export interface Invocation {
  readonly words: readonly Word[];
  /** Set when it is handed code to run that no file holds; a clause for people. */
  readonly dynamicCode: string | null;
}

/** Words of one command. */
export const WORDS_LIMIT = 16_384;
/** Each redirection and each variable is decided by itself, as each program is: so many of both in one command. */
const ASIDE_LIMIT = 1024;
const TOO_MANY_WORDS = new Refusal("the command has too many words");
const TOO_MUCH_ASIDE = new Refusal("the command sets and redirects too much");

export function refuseWords({ words }: Pick<SimpleCommand, "words">): Refusal | null {
  return words.length > WORDS_LIMIT ? TOO_MANY_WORDS : null;
}

export function refuseAside(draft: Pick<SimpleCommand, "assignments" | "redirects">): Refusal | null {
  return draft.assignments.length + draft.redirects.length > ASIDE_LIMIT ? TOO_MUCH_ASIDE : null;
}

export function word(text: string): Word {
  return { text, dynamic: false };
}

/** The last segment of a program's name: `/bin/bash`, `./bash` and `bash` are all bash. */
export function programName(text: string): string {
  return text.slice(text.lastIndexOf("/") + 1);
}
