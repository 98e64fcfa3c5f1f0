/**
 * Words of the shell: quotes, expansions, substitutions. Used by shell.ts alone, which reads commands.
 *
 * Guarantees: total and linear; whatever it does not know for certain it refuses, because two shells that disagree
 * on a word are a hole (`$'…'` is quoting in bash and a dollar sign in dash). Text inside substitutions is handed
 * back to be parsed as commands of its own.
 */
import type { Word } from "./command";
import { Refusal } from "./refusal";

export const SHELL_LIMIT_UNITS = 65_536;

export interface ShellReader {
  readonly text: string;
  at: number;
  /** How deep in substitutions this text stands. */
  readonly depth: number;
  /** Reads the commands of `$( … )` from just behind the parenthesis to just behind its end. */
  readonly substitute: (reader: ShellReader) => Refusal | null;
  /** Reads the commands of a text that stood between backquotes. */
  readonly backquote: (text: string, depth: number) => Refusal | null;
}

/** A word that is being put together. `quoted` tells `"if"` from the reserved word. */
export interface ReadWord extends Word {
  readonly quoted: boolean;
}

/** What ends a word when it stands unquoted. */
export const METACHARACTERS = " \t\n|&;<>()";

interface Draft {
  text: string;
  dynamic: boolean;
  quoted: boolean;
}

/** The word at the reader, or null when there is none. */
export function readWord(reader: ShellReader): ReadWord | Refusal | null {
  const draft: Draft = { text: "", dynamic: false, quoted: false };
  const start = reader.at;
  while (reader.at < reader.text.length) {
    const unit = reader.text.charAt(reader.at);
    if (METACHARACTERS.includes(unit)) break;
    const refusal = readPiece(reader, draft, unit, start);
    if (refusal) return refusal;
  }
  // A bracket alone is the name of a program and matches no file.
  if (reader.at === start + 1 && draft.text === "[") draft.dynamic = false;
  return reader.at === start ? null : draft;
}

function readPiece(reader: ShellReader, draft: Draft, unit: string, start: number): Refusal | null {
  switch (unit) {
    case "'":
      return readSingleQuotes(reader, draft);
    case '"':
      return readDoubleQuotes(reader, draft);
    case "\\":
      return readEscape(reader, draft);
    case "$":
      return readDollar(reader, draft);
    case "`":
      return readBackquotes(reader, draft);
    case "~":
      // Only at the beginning (or behind = and :) does the shell expand it; elsewhere the mark costs nothing.
      draft.dynamic ||= reader.at === start || "=:".includes(reader.text.charAt(reader.at - 1));
      break;
    case "*":
    case "?":
    case "[":
      draft.dynamic = true;
      break;
    case "{":
      // `{curl,evil.test}` becomes two words in bash. `{}` is what find and xargs replace, `{` alone opens a group.
      if (reader.text.charAt(reader.at + 1) !== "}" && !(reader.at === start && isAlone(reader))) {
        draft.dynamic = true;
      }
      break;
  }
  draft.text += unit;
  reader.at++;
  return null;
}

/** Whether the character at the reader is a word by itself. */
function isAlone(reader: ShellReader): boolean {
  const next = reader.text.charAt(reader.at + 1);
  return next === "" || METACHARACTERS.includes(next);
}

function readSingleQuotes(reader: ShellReader, draft: Draft): Refusal | null {
  const end = reader.text.indexOf("'", reader.at + 1);
  if (end === -1) return new Refusal("a single quote is never closed");
  draft.text += reader.text.slice(reader.at + 1, end);
  draft.quoted = true;
  reader.at = end + 1;
  return null;
}

function readDoubleQuotes(reader: ShellReader, draft: Draft): Refusal | null {
  draft.quoted = true;
  reader.at++;
  while (reader.at < reader.text.length) {
    const unit = reader.text.charAt(reader.at);
    if (unit === '"') {
      reader.at++;
      return null;
    }
    if (unit === "$") {
      const refusal = readDollar(reader, draft);
      if (refusal) return refusal;
    } else if (unit === "`") {
      const refusal = readBackquotes(reader, draft);
      if (refusal) return refusal;
    } else {
      const next = reader.text.charAt(reader.at + 1);
      const isEscape = unit === "\\" && next !== "" && '$`"\\\n'.includes(next);
      if (!isEscape) draft.text += unit;
      else if (next !== "\n") draft.text += next;
      reader.at += isEscape ? 2 : 1;
    }
  }
  return new Refusal("a double quote is never closed");
}

function readEscape(reader: ShellReader, draft: Draft): Refusal | null {
  const next = reader.text.charAt(reader.at + 1);
  if (next === "") return new Refusal("the command ends in a backslash");
  // Between words skipBlanks has taken it. Within one, `$\\` + line break + `{x}` is an expansion in disguise.
  if (next === "\n") return new Refusal("a line is continued in the middle of a word");
  reader.at += 2;
  draft.text += next;
  draft.quoted = true;
  return null;
}

function readDollar(reader: ShellReader, draft: Draft): Refusal | null {
  const { text } = reader;
  const next = text.charAt(reader.at + 1);
  if (text.startsWith("\\\n", reader.at + 1))
    return new Refusal("a line is continued in the middle of a word");
  // Inside double quotes the quote merely ends them, and refusing that too costs little.
  if (next === "'" || next === '"') return new Refusal("shells disagree on a dollar sign before quotes");
  if (next === "(") return readParenthesis(reader, draft);
  // A lone dollar sign is itself.
  if (next !== "{" && !isNameUnit(next) && !"@*#?$!-".includes(next || " ")) {
    draft.text += "$";
    reader.at++;
    return null;
  }
  draft.dynamic = true;
  if (next !== "{") {
    reader.at += 2;
    if (isNameUnit(next) && !isDigit(next)) while (isNameUnit(text.charAt(reader.at))) reader.at++;
    return null;
  }
  // `${x@P}` runs commands, `${!x}` reads another variable, `${a[$(id)]}` runs id: only plain names are let in.
  const end = text.indexOf("}", reader.at);
  const name = end === -1 ? "" : text.slice(reader.at + 2, end);
  if (name === "" || ![...name].every(isNameUnit))
    return new Refusal("of expansions in braces only plain names are understood");
  reader.at = end + 1;
  return null;
}

function readParenthesis(reader: ShellReader, draft: Draft): Refusal | null {
  draft.dynamic = true;
  // `$((x))` evaluates what x holds as an expression, and an array subscript in there runs commands.
  const inner = reader.text.charAt(reader.at + 2);
  if (inner === "(" || inner === "\\") return new Refusal("arithmetic can hide commands");
  reader.at += 2;
  return reader.substitute(reader);
}

function readBackquotes(reader: ShellReader, draft: Draft): Refusal | null {
  draft.dynamic = true;
  const end = reader.text.indexOf("`", reader.at + 1);
  if (end === -1) return new Refusal("a backquote is never closed");
  const inner = reader.text.slice(reader.at + 1, end);
  // Backslashes are removed once more in there, by rules that differ inside double quotes.
  if (inner.includes("\\"))
    return new Refusal("a backslash between backquotes is read differently by each shell");
  reader.at = end + 1;
  return reader.backquote(inner, reader.depth + 1);
}

/** Spaces, tabs, and lines that are continued between words. */
export function skipBlanks(reader: ShellReader): void {
  for (;;) {
    const unit = reader.text.charAt(reader.at);
    if (unit === " " || unit === "\t") reader.at++;
    else if (reader.text.startsWith("\\\n", reader.at)) reader.at += 2;
    else return;
  }
}

export function isNameUnit(unit: string): boolean {
  return (unit >= "a" && unit <= "z") || (unit >= "A" && unit <= "Z") || unit === "_" || isDigit(unit);
}

export function isDigit(unit: string): boolean {
  return unit >= "0" && unit <= "9";
}
