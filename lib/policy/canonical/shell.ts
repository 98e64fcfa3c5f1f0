/**
 * Shell text to the simple commands that it can run, all of them, whatever is before or behind `&&`, in pipes, in
 * substitutions or in branches: a policy has to agree to every one. A subset of POSIX sh and of what bash adds.
 *
 * Guarantees: total, linear, bounded. What a shell would run is among the commands returned, or the text is refused.
 * Refused: functions, eval and its kin, case, `[[`, `((`, process substitution, and every construct whose reading
 * differs between shells. Does not: follow the flow; `false && rm x` counts as running rm.
 */
import {
  type Assignment,
  type Redirect,
  refuseAside,
  refuseWords,
  type SimpleCommand,
  type Word,
} from "./command";
import { Refusal } from "./refusal";
import {
  isDigit,
  isNameUnit,
  METACHARACTERS,
  type ReadWord,
  readWord,
  SHELL_LIMIT_UNITS,
  type ShellReader,
  skipBlanks,
} from "./shell-reader";
import { hereDocument, type Redirection, readHereDocuments, readRedirect } from "./shell-redirect";
import { isPlainText } from "./text";

const DEPTH_LIMIT = 12;
const COMMAND_LIMIT = 512;

/** Words after which another command begins. What stands after them is read like any command. */
const OPENING: ReadonlySet<string> = new Set(
  "if then elif else fi while until do done { } ! time".split(" "),
);
/** Words that begin what is not understood. `in` and `esac` are among them so that no text is read by halves. */
const REFUSED: ReadonlySet<string> = new Set("case esac select function coproc [[ ]]".split(" "));

export function parseShell(text: string): readonly SimpleCommand[] | Refusal {
  if (text.length > SHELL_LIMIT_UNITS)
    return new Refusal(`the command is longer than ${SHELL_LIMIT_UNITS} units`);
  if (!isPlainText(text) || text.includes("\r")) return new Refusal("the command has a control character");
  const commands: SimpleCommand[] = [];
  const refusal = readText(text, 0, commands);
  if (refusal) return refusal;
  return commands.length === 0 ? new Refusal("the command is empty") : commands;
}

function readText(text: string, depth: number, into: SimpleCommand[]): Refusal | null {
  const reader: ShellReader = {
    text,
    at: 0,
    depth,
    substitute: (outer) => readNested(outer, into),
    backquote: (inner, level) => (level > DEPTH_LIMIT ? tooDeep() : readText(inner, level, into)),
  };
  const refusal = readList(reader, 0, into);
  if (refusal) return refusal;
  return reader.at < text.length ? new Refusal("a parenthesis closes that was never opened") : null;
}

function tooDeep(): Refusal {
  return new Refusal("commands are nested too deeply");
}

/** The inside of `$( … )` or `( … )`: up to the parenthesis that closes it. */
function readNested(reader: ShellReader, into: SimpleCommand[]): Refusal | null {
  const inner: ShellReader = { ...reader, depth: reader.depth + 1 };
  if (inner.depth > DEPTH_LIMIT) return tooDeep();
  const refusal = readList(inner, 1, into);
  if (refusal) return refusal;
  if (inner.text.charAt(inner.at) !== ")") return new Refusal("a parenthesis is never closed");
  reader.at = inner.at + 1;
  return null;
}

/** Commands and what parts them, up to the end of the text or to a `)` that belongs to the caller. */
function readList(reader: ShellReader, nesting: number, into: SimpleCommand[]): Refusal | null {
  const pending: Redirection[] = [];
  for (skipBlanks(reader); reader.at < reader.text.length; skipBlanks(reader)) {
    const unit = reader.text.charAt(reader.at);
    if (unit === ")") break;
    if (unit === "\n") {
      reader.at++;
      const refusal = readHereDocuments(reader, pending);
      if (refusal) return refusal;
    } else if (unit === "#") {
      skipComment(reader);
    } else if (unit === "(") {
      const next = reader.text.charAt(++reader.at);
      if (next === "(" || next === "\\") return new Refusal("arithmetic can hide commands");
      const refusal = readNested(reader, into);
      if (refusal) return refusal;
    } else if (";&|".includes(unit)) {
      reader.at++;
    } else {
      const refusal = readCommand(reader, pending, into);
      if (refusal) return refusal;
    }
    if (into.length > COMMAND_LIMIT) return new Refusal("the command runs too many programs");
  }
  if (pending.length > 0) return new Refusal("a here-document has no end");
  return nesting === 0 || reader.at < reader.text.length
    ? null
    : new Refusal("a parenthesis is never closed");
}

function skipComment(reader: ShellReader): void {
  const end = reader.text.indexOf("\n", reader.at);
  reader.at = end === -1 ? reader.text.length : end;
}

interface Draft {
  readonly words: Word[];
  readonly assignments: Assignment[];
  readonly redirects: Redirect[];
}

/** One simple command, from its first word or redirection to what ends it. */
function readCommand(reader: ShellReader, pending: Redirection[], into: SimpleCommand[]): Refusal | null {
  const draft: Draft = { words: [], assignments: [], redirects: [] };
  for (skipBlanks(reader); reader.at < reader.text.length; skipBlanks(reader)) {
    const refused = refuseAside(draft) ?? refuseWords(draft);
    if (refused) return refused;
    const unit = reader.text.charAt(reader.at);
    if (unit === "<" || unit === ">" || reader.text.startsWith("&>", reader.at)) {
      const found = readRedirect(reader);
      if (found instanceof Refusal) return found;
      if (hereDocument(found)) pending.push(found);
      draft.redirects.push(...found.redirects);
      continue;
    }
    if (unit === "#") {
      skipComment(reader);
      break;
    }
    // `name()` would define a function, `x=(…)` an array, `+(…)` is a pattern: a word never meets a parenthesis.
    if (unit === "(") return new Refusal("a parenthesis stands where only a word can");
    if (METACHARACTERS.includes(unit)) break;
    const refusal = takeWord(reader, draft);
    if (refusal === DONE) return null;
    if (refusal) return refusal;
  }
  if (draft.words.length + draft.assignments.length + draft.redirects.length > 0) into.push(draft);
  return null;
}

/** Answered when a word was a reserved one, so that a new command begins behind it. */
const DONE = "done";

function takeWord(reader: ShellReader, draft: Draft): Refusal | typeof DONE | null {
  const start = reader.at;
  const found = readWord(reader);
  if (found === null || found instanceof Refusal) return found ?? new Refusal("the command cannot be read");
  // A number right before `<` or `>` says which descriptor is meant.
  const next = reader.text.charAt(reader.at);
  if ((next === "<" || next === ">") && !found.quoted && [...found.text].every(isDigit)) return null;
  if (draft.words.length > 0) {
    draft.words.push(plain(found));
    return null;
  }
  if (!found.quoted && !found.dynamic && draft.assignments.length === 0) {
    if (REFUSED.has(found.text)) return new Refusal(`\`${found.text}\` is not understood here`);
    if (found.text === "for") return readFor(reader, draft);
    if (OPENING.has(found.text))
      return draft.redirects.length === 0 ? DONE : new Refusal("a reserved word is out of place");
  }
  const assignment = asAssignment(found, reader.text.slice(start, reader.at));
  if (assignment) {
    draft.assignments.push(assignment);
    return null;
  }
  // `$x`, `/bin/r?`, `$(…)`: what would run is not known before it runs.
  if (found.dynamic) return new Refusal("what runs is only known at run time");
  draft.words.push(plain(found));
  return null;
}

function plain(found: ReadWord): Word {
  return { text: found.text, dynamic: found.dynamic };
}

/** `for NAME in WORDS`: sets a variable, and runs nothing by itself. */
function readFor(reader: ShellReader, draft: Draft): Refusal | null {
  const words: ReadWord[] = [];
  for (;;) {
    skipBlanks(reader);
    const found = readWord(reader);
    if (found instanceof Refusal) return found;
    if (found === null) break;
    words.push(found);
  }
  const [name, keyword] = words;
  if (!name || name.dynamic || !isName(name.text)) return new Refusal("the loop has no variable");
  if (keyword && (keyword.text !== "in" || keyword.quoted)) return new Refusal("the loop cannot be read");
  draft.assignments.push({ name: name.text, value: { text: "", dynamic: true } });
  return null;
}

/** `NAME=value` and `NAME+=value`. With a quote in its name it would be the name of a program. */
function asAssignment(found: ReadWord, raw: string): Assignment | null {
  const equals = found.text.indexOf("=");
  if (equals < 1 || raw.slice(0, equals + 1) !== found.text.slice(0, equals + 1)) return null;
  const name = found.text.slice(0, found.text.charAt(equals - 1) === "+" ? equals - 1 : equals);
  if (!isName(name)) return null;
  return { name, value: { text: found.text.slice(equals + 1), dynamic: found.dynamic } };
}

function isName(text: string): boolean {
  return text !== "" && !isDigit(text.charAt(0)) && [...text].every(isNameUnit);
}
