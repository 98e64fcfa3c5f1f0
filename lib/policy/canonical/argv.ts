/**
 * From what was asked to be run to all that would run: argv or a shell line in, every single invocation, file access
 * and variable assignment out. A policy has to agree to each.
 *
 * Guarantees: total, bounded in depth and number. An argv is never joined to a string. What cannot be read is
 * refused. The program is named by what stands in argv[0]: how that meets rules is decided in match/command-match.ts.
 */
import {
  type Assignment,
  type Invocation,
  programName,
  type Redirect,
  refuseAside,
  type SimpleCommand,
  WORDS_LIMIT,
  type Word,
  word,
} from "./command";
import { dynamicCodeIn } from "./interpreters";
import { Refusal } from "./refusal";
import { parseShell } from "./shell";
import { findBadUnit, isPlainText } from "./text";
import { unwrap } from "./wrappers";

export const ARGV_LIMIT_UNITS = 1_048_576;
const PROGRAM_LIMIT_UNITS = 4096;
const DEPTH_LIMIT = 8;
const INVOCATION_LIMIT = 1024;

export interface Execution {
  readonly invocations: readonly Invocation[];
  readonly redirects: readonly Redirect[];
  readonly assignments: readonly Assignment[];
}

const EVALUATING: ReadonlySet<string> = new Set(["test", "[", "printf", "wait", "export", "unset"]);
const MOVING: ReadonlySet<string> = new Set(["cd", "pushd", "popd"]);

interface Draft {
  readonly invocations: Invocation[];
  readonly redirects: Redirect[];
  readonly assignments: Assignment[];
}

/** Shells whose language parseShell reads. zsh and fish are among HIDDEN_SHELLS: they read the same text otherwise. */
const SHELLS: ReadonlySet<string> = new Set(["sh", "bash", "dash", "ash", "ksh", "mksh", "rbash"]);
const HIDDEN_SHELLS: ReadonlySet<string> = new Set([
  "zsh",
  "fish",
  "csh",
  "tcsh",
  "pwsh",
  "powershell",
  "cmd",
  "cmd.exe",
]);

export function expandArgv(argv: readonly string[]): Execution | Refusal {
  if (argv.length === 0) return new Refusal("there is no program to run");
  if (argv.length > WORDS_LIMIT) return new Refusal(`there are more than ${WORDS_LIMIT} arguments`);
  let units = 0;
  for (const text of argv) {
    units += text.length;
    if (units > ARGV_LIMIT_UNITS) return new Refusal("the arguments are too long");
    if (!isPlainText(text)) return new Refusal("an argument has a control character or a broken surrogate");
  }
  return expand([{ words: argv.map(word), assignments: [], redirects: [] }]);
}

export function expandShell(command: string): Execution | Refusal {
  const commands = parseShell(command);
  return commands instanceof Refusal ? commands : expand(commands);
}

function expand(commands: readonly SimpleCommand[]): Execution | Refusal {
  const draft: Draft = { invocations: [], redirects: [], assignments: [] };
  const refusal = addAll(commands, draft, { depth: 0, moved: false });
  return refusal ?? draft;
}

/** Where commands stand: how deep in others, and whether the working directory may be another by then. */
interface Place {
  readonly depth: number;
  readonly moved: boolean;
}

function addAll(commands: readonly SimpleCommand[], draft: Draft, place: Place): Refusal | null {
  // Behind a `cd` nobody knows here which folder a relative name is in; shells within inherit it.
  const moved = place.moved || commands.some(({ words }) => words.some(({ text }) => MOVING.has(text)));
  for (const { words, assignments, redirects } of commands) {
    draft.assignments.push(...assignments);
    for (const redirect of redirects) {
      if (moved && !redirect.path.startsWith("/")) {
        return new Refusal("a redirection is relative to a folder that changes");
      }
      draft.redirects.push(redirect);
    }
    const refused = refuseAside(draft);
    if (refused) return refused;
    if (words.length === 0) continue;
    const refusal = add(words, draft, { depth: place.depth, moved });
    if (refusal) return refusal;
  }
  return null;
}

function add(words: readonly Word[], draft: Draft, { depth, moved }: Place): Refusal | null {
  const program = words[0]?.text ?? "";
  // Programs are compared with rules and shown to people: no line breaks, no escape sequences, not nothing.
  if (program === "" || program.length > PROGRAM_LIMIT_UNITS || findBadUnit(program) !== -1) {
    return new Refusal("the name of the program is not a name");
  }
  if (moved && program.includes("/") && !program.startsWith("/")) {
    return new Refusal("a program is named relative to a folder that changes");
  }
  if (depth > DEPTH_LIMIT || draft.invocations.length >= INVOCATION_LIMIT) {
    return new Refusal("commands within commands go too deep");
  }
  const name = programName(program);
  if (HIDDEN_SHELLS.has(name)) return new Refusal(`what \`${name}\` runs cannot be read`);
  if (SHELLS.has(name)) return addShell(words, draft, { depth, moved });
  const evaluated = evaluatedWord(name, words);
  if (evaluated) return evaluated;
  if (name === "export" || name === "unset") return addExport(words, draft);
  draft.invocations.push({ words, dynamicCode: dynamicCodeIn(words) });
  const unwrapped = unwrap(words);
  if (unwrapped instanceof Refusal) return unwrapped;
  draft.assignments.push(...unwrapped.assignments);
  const refused = refuseAside(draft);
  if (refused) return refused;
  const { inner, moves } = unwrapped;
  return inner ? add(inner, draft, { depth: depth + 1, moved: moved || moves }) : null;
}

/**
 * Builtins of bash that read a word as the name of a variable evaluate its subscript: `test -v 'a[$(id)]'` and
 * `printf -v 'a[$(id)]'` run id, though the text stands in single quotes.
 */
function evaluatedWord(name: string, words: readonly Word[]): Refusal | null {
  if (!EVALUATING.has(name)) return null;
  const isTest = name === "test" || name === "[";
  for (const [at, { text, dynamic }] of words.entries()) {
    const canHide = dynamic && (isTest || at === 1);
    if (canHide || text.includes("$(") || text.includes("`"))
      return new Refusal(`\`${name}\` can run what is in its words`);
  }
  return null;
}

/** `sh -c TEXT` is TEXT, command by command; a script file is a file like any other; input is code unseen. */
function addShell(words: readonly Word[], draft: Draft, { depth, moved }: Place): Refusal | null {
  const name = programName(words[0]?.text ?? "");
  const found = findCommandText(words, name);
  if (found instanceof Refusal) return found;
  draft.invocations.push({
    words,
    dynamicCode: found === "input" ? `\`${name}\` reads code from its input` : null,
  });
  if (found === "input" || found === "script") return null;
  const commands = parseShell(found.text);
  return commands instanceof Refusal ? commands : addAll(commands, draft, { depth: depth + 1, moved });
}

function findCommandText(words: readonly Word[], name: string): Word | "script" | "input" | Refusal {
  const unknown = new Refusal(`what \`${name}\` runs is only known at run time`);
  let isCommand = false;
  let readsInput = false;
  for (let at = 1; at < words.length; at++) {
    const found = words[at] as Word;
    const { text, dynamic } = found;
    if (dynamic) return unknown;
    const isOption = (text.startsWith("-") || text.startsWith("+")) && text.length > 1 && text !== "--";
    if (isOption && text.startsWith("--")) {
      // --rcfile and --init-file name code that runs first; the rest of the long options are harmless flags.
      if (!["--login", "--posix", "--norc", "--noprofile", "--noediting", "--restricted"].includes(text))
        return unknown;
    } else if (isOption) {
      isCommand ||= text.includes("c");
      readsInput ||= text.includes("s") || text.includes("i");
      if (text.includes("o") || text.includes("O")) at++;
    } else {
      if (text === "--" && at + 1 >= words.length) break;
      const operand = text === "--" ? (words[at + 1] as Word) : found;
      if (operand.dynamic) return unknown;
      if (isCommand) return operand;
      return readsInput || text === "-" ? "input" : "script";
    }
  }
  return isCommand ? unknown : "input";
}

/** `export NAME=value` changes the variables that later commands see. */
function addExport(words: readonly Word[], draft: Draft): Refusal | null {
  draft.invocations.push({ words, dynamicCode: null });
  for (const { text, dynamic } of words.slice(1)) {
    const equals = text.indexOf("=");
    const name = equals === -1 ? text : text.slice(0, equals);
    if (dynamic && equals === -1) return new Refusal("which variable is exported is only known at run time");
    draft.assignments.push({ name, value: { text: "", dynamic: true } });
  }
  return null;
}
