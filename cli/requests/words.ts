/** One request in words: `net.fetch POST https://…`, `exec.spawn git push origin main`. */
import { didYouMean } from "../../lib/spec/diagnostics/did-you-mean";
import { UsageError } from "../failure";
import { printable } from "../io/printable";

type Fields = Readonly<Record<string, unknown>>;
interface Operation {
  /** What follows the operation, for the sentence when it is wrong. */
  readonly words: string;
  read(words: readonly string[]): Fields | null;
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

export function requestOfWords(words: readonly string[], cwd: string | undefined): Fields {
  const [op = "", ...rest] = words;
  const operation = Object.hasOwn(OPERATIONS, op) ? OPERATIONS[op] : undefined;
  if (operation === undefined) throw unknownOperation(op);
  const read = operation.read(rest);
  if (read === null) throw new UsageError(`A request in words is written ${op} ${operation.words}.`);
  const takesCwd = op.startsWith("fs.") || op.startsWith("exec.");
  return { op, ...read, ...(cwd === undefined || !takesCwd ? {} : { cwd }) };
}

function unknownOperation(op: string): UsageError {
  const names = Object.keys(OPERATIONS);
  const meant = didYouMean(op, names);
  const hint = meant === null ? `there are ${names.join(", ")}.` : `did you mean ${meant}?`;
  return new UsageError(`There is no operation ${JSON.stringify(printable(op))}; ${hint}`);
}

function withNumber(read: Operation["read"], name: string): Operation["read"] {
  return (words) => {
    const found = read(words);
    if (found === null || found[name] === undefined) return found;
    const text = String(found[name]);
    return /^[0-9]{1,15}$/.test(text) ? { ...found, [name]: Number(text) } : null;
  };
}

function withArguments(read: Operation["read"], fallback?: unknown): Operation["read"] {
  return (words) => {
    const found = read(words);
    if (found === null) return null;
    if (found.args === undefined) return fallback === undefined ? found : { ...found, args: fallback };
    return { ...found, args: parseArguments(String(found.args)) };
  };
}

function parseArguments(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // told below
  }
  throw new UsageError(`ARGS is a JSON object in one quoted word, such as '{"title":"hello"}'.`);
}
