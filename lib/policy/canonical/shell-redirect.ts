/**
 * Redirections of the shell: each is a file access that the policy has to agree to, besides the command itself.
 *
 * Guarantees: a target that is only known at run time is refused. `/dev/tcp/host/port`, which bash turns into a
 * network connection, is refused whatever the file rules say. Here-documents are skipped as the shell would, and
 * refused when they hold substitutions.
 */
import type { Redirect } from "./command";
import { Refusal } from "./refusal";
import { isDigit, isNameUnit, readWord, type ShellReader, skipBlanks } from "./shell-reader";

export interface Redirection {
  readonly redirects: readonly Redirect[];
  /** Set for `<<`: the line that ends the text, and whether the shell expands what is in it. */
  readonly document: { readonly end: string; readonly expands: boolean; readonly dedent: boolean } | null;
}

export function hereDocument(redirection: Redirection): boolean {
  return redirection.document !== null;
}

/** Longest first. `<<` and `<<<` are told apart before this table is asked. */
const OPERATORS: readonly (readonly [string, readonly ("read" | "write")[]])[] = [
  ["&>>", ["write"]],
  ["&>", ["write"]],
  [">>", ["write"]],
  [">|", ["write"]],
  ["<>", ["read", "write"]],
  [">&", ["write"]],
  ["<&", ["read"]],
  [">", ["write"]],
  ["<", ["read"]],
];

/** Reads from an operator to behind its target. */
export function readRedirect(reader: ShellReader): Redirection | Refusal {
  if (reader.text.startsWith("<<<", reader.at)) {
    reader.at += 3;
    const text = readTarget(reader);
    return text instanceof Refusal ? text : { redirects: [], document: null };
  }
  if (reader.text.startsWith("<<", reader.at)) return readDocumentStart(reader);
  const operator = OPERATORS.find(([sign]) => reader.text.startsWith(sign, reader.at));
  if (!operator) return new Refusal("a redirection cannot be read");
  const [sign, accesses] = operator;
  reader.at += sign.length;
  if (reader.text.charAt(reader.at) === "(") return new Refusal("process substitution is not understood");
  const target = readTarget(reader);
  if (target instanceof Refusal) return target;
  // `2>&1`, `>&-`: joins descriptors, opens nothing.
  const joins = sign.endsWith("&") && (target.text === "-" || [...target.text].every(isDigit));
  if (joins && target.text !== "") return { redirects: [], document: null };
  if (target.dynamic) return new Refusal("the target of a redirection is only known at run time");
  if (target.text === "") return new Refusal("a redirection has no target");
  // "//dev///tcp/…" counts too: whether bash compares before or after squeezing slashes shall not matter.
  const squeezed = target.text.split("/").filter((part) => part !== "" && part !== ".");
  if (squeezed[0] === "dev" && (squeezed[1] === "tcp" || squeezed[1] === "udp")) {
    return new Refusal("a redirection must not open a network connection");
  }
  return { redirects: accesses.map((access) => ({ access, path: target.text })), document: null };
}

function readTarget(reader: ShellReader): { text: string; dynamic: boolean } | Refusal {
  skipBlanks(reader);
  return readWord(reader) ?? new Refusal("a redirection has no target");
}

function readDocumentStart(reader: ShellReader): Redirection | Refusal {
  reader.at += 2;
  const dedent = reader.text.charAt(reader.at) === "-";
  if (dedent) reader.at++;
  const end = readTarget(reader);
  if (end instanceof Refusal) return end;
  // Which line ends the text must be beyond doubt: otherwise commands hide in what we take for text.
  if (end.dynamic || end.text === "" || ![...end.text].every(isNameUnit)) {
    return new Refusal("the end of a here-document must be a plain word");
  }
  const expands = !("quoted" in end && end.quoted === true);
  return { redirects: [], document: { end: end.text, expands, dedent } };
}

/** Skips the texts whose operators stood on the line that just ended. */
export function readHereDocuments(reader: ShellReader, pending: Redirection[]): Refusal | null {
  for (const { document } of pending.splice(0)) {
    if (document === null) continue;
    let isOpen = true;
    while (isOpen) {
      if (reader.at >= reader.text.length) return new Refusal("a here-document has no end");
      const found = reader.text.indexOf("\n", reader.at);
      const lineEnd = found === -1 ? reader.text.length : found;
      let line = reader.text.slice(reader.at, lineEnd);
      reader.at = Math.min(lineEnd + 1, reader.text.length);
      if (document.dedent) while (line.startsWith("\t")) line = line.slice(1);
      isOpen = line !== document.end;
      const hides = line.includes("`") || line.includes("$(") || line.includes("${") || line.includes("\\");
      if (isOpen && document.expands && hides) return new Refusal("a here-document can hide commands");
    }
  }
  return null;
}
