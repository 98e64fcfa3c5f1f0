/** What a rule is for, in words: the requests that its list decides, and how its own text was understood. */
import type { Op } from "../../policy/types";
import type { SpecPath } from "../diagnostics/diagnostic";
import { parseCommandPattern, parseEgress, parseRate, quoted } from "../values";

const READING: readonly Op[] = ["fs.read", "fs.list", "fs.stat"];
const WRITING: readonly Op[] = ["fs.write", "fs.delete", "fs.chmod", "fs.rename", "fs.link"];
/** Of two paths one is read, and the other written. */
const BOTH: readonly Op[] = ["fs.copy", "fs.symlink"];
const NETWORK: readonly Op[] = ["net.fetch", "net.connect"];
const COMMANDS: readonly Op[] = ["exec.spawn", "exec.shell"];

interface ListWords {
  readonly does: "allows" | "denies" | "asks a person before" | "limits";
  readonly ops: readonly Op[];
}
const allows = (ops: readonly Op[]): ListWords => ({ does: "allows", ops });
const denies = (ops: readonly Op[]): ListWords => ({ does: "denies", ops });
const asks = (ops: readonly Op[]): ListWords => ({ does: "asks a person before", ops });

/** By the path of the list below `capabilities`, names of authors as "*". */
export const LISTS: Readonly<Record<string, ListWords>> = {
  "filesystem.read": allows([...READING, ...BOTH]),
  "filesystem.write": allows([...READING, ...WRITING, ...BOTH]),
  "filesystem.deny": denies([...READING, ...WRITING, ...BOTH]),
  "filesystem.approve": asks([...WRITING, ...BOTH]),
  "network.allow_egress": allows(NETWORK),
  "network.approve_egress": asks(NETWORK),
  "network.deny_egress": denies(NETWORK),
  "exec.allow": allows(COMMANDS),
  "exec.approve": asks(COMMANDS),
  "exec.deny": denies(COMMANDS),
  "exec.env": allows(["env.read"]),
  "exec.deny_dynamic_imports": denies(["code.load"]),
  "api.*.scopes": allows(["api.call"]),
  "sql.*.statements": allows(["sql.query"]),
  "sql.*.tables": allows(["sql.query"]),
  "sql.*.functions": allows(["sql.query"]),
  "sql.*.deny_tables": denies(["sql.query"]),
  "sql.*.deny_functions": denies(["sql.query"]),
  "models.allow": allows(["model.call"]),
  "models.regions": { does: "limits", ops: ["model.call"] },
  "secrets.*.hosts": allows(["secret.use"]),
  "agents.spawn": allows(["agent.spawn"]),
};
const NAMED = new Set(["api", "sql", "secrets"]);

export interface RuleWords {
  /** As decisions name it: `filesystem.deny[0]`. */
  readonly id: string;
  readonly decides: string;
  /** How its text was understood; null where it says just itself. */
  readonly understood: string | null;
}

/** Of an element of a list of rules; null for anything else. */
export function ruleWords(path: SpecPath, text: string): RuleWords | null {
  const [root, section, ...rest] = path;
  const index = rest.at(-1);
  if (root !== "capabilities" || typeof section !== "string" || typeof index !== "number") return null;
  const isNamed = NAMED.has(section) && rest.length === 3;
  const words = LISTS[[section, ...(isNamed ? ["*", rest[1]] : rest.slice(0, -1))].join(".")];
  if (words === undefined) return null;
  const id = `${[section, ...rest.slice(0, -1)].join(".")}[${index}]`;
  return { id, decides: `${words.does} ${words.ops.join(", ")}`, understood: understood(section, text) };
}

function understood(section: string, text: string): string | null {
  if (section === "network") return egressWords(text);
  if (section !== "exec") return null;
  const command = parseCommandPattern(text);
  if (!command.ok) return null;
  const { words } = command.value;
  return words.length === 1
    ? `the command ${quoted(words[0] ?? "")} with any arguments`
    : `${words.length} words: ${words.map(quoted).join(" ")}`;
}

function egressWords(text: string): string | null {
  const egress = parseEgress(text);
  if (!egress.ok) return null;
  if (egress.value.kind === "any") return "everything; in a deny list it restates the default";
  const { methods, scheme, port, path } = egress.value;
  const host = /:\/\/([^/]*?)(?::\d+)?(?:\/|$)/.exec(text)?.[1] ?? "";
  return [
    methods === null ? "every method" : methods.join(" or "),
    scheme,
    `host ${host}`,
    `port ${port}`,
    path === null ? "every path" : `path ${path}`,
  ].join(", ");
}

/** A rate in words; null where it is none. */
export function rateWords(text: string): string | null {
  const rate = parseRate(text);
  return rate.ok ? `at most ${text.replace("/", " in any ")}, counted in a sliding window` : null;
}
