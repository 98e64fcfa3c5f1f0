/**
 * One request in words: `net.fetch POST https://…`, `exec.spawn git push origin main`. For the command line, which has its
 * words, and for a line that somebody types, which is split here.
 *
 * Guarantees: total. What is no request is told in a sentence; whether a request is sound is for the engine to say.
 */
import { didYouMean } from "../spec/diagnostics/did-you-mean";

type Fields = Readonly<Record<string, unknown>>;
export type WordsResult =
  | { readonly ok: true; readonly request: Fields }
  | { readonly ok: false; readonly why: string };
interface Operation {
  /** What follows the operation, for the sentence when it is wrong. */
  readonly words: string;
  /** A sentence where a word is wrong, null where there are too few or too many. */
  read(words: readonly string[]): Fields | string | null;
}

/** So many words, each a field of that name; those after `least` may be left out. */
function fields(names: readonly string[], least = names.length): Operation["read"] {
  return (words) => {
    if (words.length < least || words.length > names.length) return null;
    return Object.fromEntries(words.map((word, index) => [names[index] ?? "", word]));
  };
}

const onePath: Operation = { words: "PATH", read: fields(["path"]) };
const twoPaths: Operation = { words: "PATH TO", read: fields(["path", "to"]) };

const OPERATIONS: Readonly<Record<string, Operation>> = {
  "fs.read": onePath,
  "fs.write": onePath,
  "fs.list": onePath,
  "fs.stat": onePath,
  "fs.delete": onePath,
  "fs.chmod": onePath,
  "fs.rename": twoPaths,
  "fs.link": twoPaths,
  "fs.copy": twoPaths,
  "fs.symlink": { words: "PATH TARGET", read: fields(["path", "target"]) },
  "net.fetch": {
    words: "[METHOD] URL",
    read: (words) => (words.length === 1 ? { url: words[0] } : fields(["method", "url"])(words)),
  },
  "net.connect": { words: "HOST PORT", read: withNumber(fields(["host", "port"]), "port") },
  "exec.spawn": { words: "WORDS…", read: (words) => (words.length === 0 ? null : { argv: [...words] }) },
  "exec.shell": { words: "COMMAND, as one quoted word", read: fields(["command"]) },
  "tool.call": { words: "TOOL [ARGS]", read: withArguments(fields(["tool", "args"], 1), {}) },
  "api.call": { words: "API SCOPE [ARGS]", read: withArguments(fields(["api", "scope", "args"], 2)) },
  "sql.query": { words: "DATABASE SQL, each as one quoted word", read: fields(["database", "sql"]) },
  "model.call": {
    words: "MODEL [REGION [TOKENS]]",
    read: withNumber(fields(["model", "region", "tokens"], 1), "tokens"),
  },
  "secret.use": { words: "NAME HOST", read: fields(["name", "host"]) },
  "env.read": { words: "NAME", read: fields(["name"]) },
  "agent.spawn": { words: "NAME", read: fields(["name"]) },
  "code.load": { words: "eval | function | timer | import MODULE", read: fields(["how", "module"], 1) },
};

/** What people write who do not know the names of the operations. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  read: ["fs.read"],
  write: ["fs.write"],
  list: ["fs.list"],
  delete: ["fs.delete"],
  rename: ["fs.rename"],
  copy: ["fs.copy"],
  fetch: ["net.fetch"],
  connect: ["net.connect"],
  exec: ["exec.spawn"],
  run: ["exec.spawn"],
  shell: ["exec.shell"],
  tool: ["tool.call"],
  api: ["api.call"],
  sql: ["sql.query"],
  model: ["model.call"],
  secret: ["secret.use"],
  env: ["env.read"],
  agent: ["agent.spawn"],
  spawn: ["agent.spawn"],
  eval: ["code.load", "eval"],
  import: ["code.load", "import"],
};
const METHOD = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/;

export function requestOfWords(words: readonly string[], cwd?: string): WordsResult {
  const [op = "", ...rest] = words;
  const operation = Object.hasOwn(OPERATIONS, op) ? OPERATIONS[op] : undefined;
  if (operation === undefined) return { ok: false, why: unknownOperation(op) };
  const read = operation.read(rest);
  if (read === null) return { ok: false, why: `A request in words is written ${op} ${operation.words}.` };
  if (typeof read === "string") return { ok: false, why: read };
  const takesCwd = op.startsWith("fs.") || op.startsWith("exec.");
  return { ok: true, request: { op, ...read, ...(cwd === undefined || !takesCwd ? {} : { cwd }) } };
}

/** A line as it is typed: words apart by spaces, one that holds some in quotes; `read`, `GET` and the like are understood. */
export function requestOfLine(line: string): WordsResult {
  const words = wordsIn(line);
  if (words === null) return { ok: false, why: "A quote is open." };
  const [first = "", ...rest] = words;
  if (METHOD.test(first)) return requestOfWords(["net.fetch", first, ...rest]);
  const full = Object.hasOwn(OTHER_NAMES, first) ? OTHER_NAMES[first] : undefined;
  // What follows is one command or one query, and people do not quote it.
  if (first === "shell" || first === "exec.shell") return requestOfWords(["exec.shell", afterWords(line, 1)]);
  if (first === "sql" || first === "sql.query")
    return requestOfWords(["sql.query", rest[0] ?? "", afterWords(line, 2)]);
  return requestOfWords(full ? [...full, ...rest] : words);
}

function wordsIn(line: string): string[] | null {
  const words: string[] = [];
  let rest = line.trim();
  while (rest !== "") {
    const found = /^(?:"([^"]*)"|'([^']*)'|([^\s"'][^\s]*))(?:\s+|$)/.exec(rest);
    if (!found) return null;
    words.push(found[1] ?? found[2] ?? found[3] ?? "");
    rest = rest.slice(found[0].length);
  }
  return words;
}

function afterWords(line: string, count: number): string {
  let rest = line.trim();
  for (let word = 0; word < count; word++) rest = rest.replace(/^\S+\s*/, "");
  return rest.replace(/^"(.*)"$/s, "$1").replace(/^'(.*)'$/s, "$1");
}

function unknownOperation(op: string): string {
  const names = Object.keys(OPERATIONS);
  const meant = didYouMean(op, names);
  const hint = meant === null ? `there are ${names.join(", ")}.` : `did you mean ${meant}?`;
  return `There is no operation ${JSON.stringify(op)}; ${hint}`;
}

function withNumber(read: Operation["read"], name: string): Operation["read"] {
  return (words) => {
    const found = read(words);
    if (found === null || typeof found === "string" || found[name] === undefined) return found;
    const text = String(found[name]);
    return /^[0-9]{1,15}$/.test(text) ? { ...found, [name]: Number(text) } : null;
  };
}

function withArguments(read: Operation["read"], fallback?: unknown): Operation["read"] {
  return (words) => {
    const found = read(words);
    if (found === null || typeof found === "string") return found;
    if (found.args === undefined) return fallback === undefined ? found : { ...found, args: fallback };
    const args = objectOf(String(found.args));
    return args === null ? NO_ARGUMENTS : { ...found, args };
  };
}

const NO_ARGUMENTS = `ARGS is a JSON object in one quoted word, such as '{"title":"hello"}'.`;

function objectOf(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
