/** Completion in the terminal: what can stand where the cursor is. Looks at the line alone and runs nothing of it. */
import type { FolderEntry } from "../files";
import { appendLexically } from "../files/names";

export interface Completion {
  /** Where the word begins that is completed; the options stand for everything from there to the cursor. */
  readonly from: number;
  readonly options: readonly string[];
}

export interface CompletionSources {
  readonly commands: readonly string[];
  readonly variables: readonly string[];
  readonly cwd: string;
  readonly home: string;
  /** May throw: then there is nothing to offer. */
  list(folder: string): readonly FolderEntry[];
}

interface Cut {
  readonly from: number;
  /** The word without its quotes. */
  readonly text: string;
  readonly quote: string;
  readonly isCommand: boolean;
}

const OPTION_LIMIT = 500;
const SEPARATORS = ";|&(\n";
const BLANKS = " \t";
/** Words after which a command stands. */
const OPENING: ReadonlySet<string> = new Set(
  "if then elif else while until do { ! time exec command sudo".split(" "),
);
const ASSIGNMENT = /^[A-Za-z_][A-Za-z0-9_]*=/;
const VARIABLE = /(?<!\\)\$([A-Za-z_][A-Za-z0-9_]*|)$/;
const SPECIAL = /[\s"'\\$`&|;<>()*?[\]{}!#~]/g;

export function complete(line: string, cursor: number, sources: CompletionSources): Completion {
  const before = line.slice(0, Math.max(0, cursor));
  const cut = cutWord(before);
  const { from, text, quote, isCommand } = cut;
  const variable = quote === "'" ? null : VARIABLE.exec(before.slice(from));
  if (variable) {
    const [, name = ""] = variable;
    const start = before.slice(from, before.length - name.length);
    return { from, options: offered(sources.variables, name, (each) => `${start}${each}`) };
  }
  if (isCommand && !text.includes("/") && !text.startsWith("~")) {
    return { from, options: offered(sources.commands, text, (name) => written(name, quote)) };
  }
  return { from, options: paths(cut, sources) };
}

function offered(names: readonly string[], prefix: string, show: (name: string) => string): string[] {
  return names
    .filter((name) => name.startsWith(prefix))
    .toSorted()
    .slice(0, OPTION_LIMIT)
    .map(show);
}

function paths({ text, quote }: Cut, { cwd, home, list }: CompletionSources): string[] {
  const at = text.lastIndexOf("/") + 1;
  const [folder, prefix] = [text.slice(0, at), text.slice(at)];
  const isHome = quote === "" && folder.startsWith("~/");
  const place = isHome ? appendLexically(home, folder.slice(2)) : appendLexically(cwd, folder);
  let entries: readonly FolderEntry[];
  try {
    entries = list(folder.startsWith("/") ? appendLexically("/", folder) : place);
  } catch {
    return [];
  }
  const kinds = new Map(entries.map(({ name, kind }) => [name, kind]));
  const names = [...kinds.keys()].filter((name) => prefix.startsWith(".") || !name.startsWith("."));
  return offered(names, prefix, (name) => {
    const end = kinds.get(name) === "directory" ? "/" : "";
    return isHome
      ? `~/${written(`${folder.slice(2)}${name}${end}`, quote)}`
      : written(`${folder}${name}${end}`, quote);
  });
}

/** The word that ends at the end of the text, and whether a command stands there. */
function cutWord(text: string): Cut {
  let [from, word, quote] = [0, "", ""];
  let [isCommand, isOpen] = [true, false];
  const close = (at: number, startsCommand: boolean) => {
    isCommand = startsCommand || (isCommand && (!isOpen || OPENING.has(word) || ASSIGNMENT.test(word)));
    [from, word, isOpen] = [at + 1, "", false];
  };
  for (let at = 0; at < text.length; at++) {
    const unit = text.charAt(at);
    if (quote !== "") {
      if (unit === quote) quote = "";
      else word += unit;
    } else if (unit === "'" || unit === '"') {
      [quote, isOpen] = [unit, true];
    } else if (unit === "\\") {
      at++;
      [word, isOpen] = [word + text.charAt(at), true];
    } else if (SEPARATORS.includes(unit)) close(at, true);
    else if (BLANKS.includes(unit)) close(at, false);
    else if (unit === "<" || unit === ">") {
      close(at, false);
      isCommand = false;
    } else [word, isOpen] = [word + unit, true];
  }
  return { from, text: word, quote, isCommand };
}

/** As it has to be typed, in the quotes that are open. */
function written(text: string, quote: string): string {
  if (quote === "'") return `'${text}`;
  if (quote === '"') return `"${text.replace(/["\\$`]/g, "\\$&")}`;
  return text.replace(SPECIAL, "\\$&");
}
