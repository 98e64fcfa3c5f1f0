/**
 * The attacks of our own suite: small agents, each of which tries one thing. They stand in `cases/`, one file a kind,
 * and are the same for every driver; what differs between drivers is filled in (`@@NAME@@`).
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const DRIVERS = ["embedded", "cell", "node"] as const;
export type DriverName = (typeof DRIVERS)[number];

export interface Attack {
  readonly kind: string;
  readonly name: string;
  /** What it tries, in a sentence. */
  readonly tries: string;
  /** Further files of the workspace, by path; the entry is among them. */
  readonly files: Readonly<Record<string, string>>;
  readonly entry: string;
  readonly policy: string;
  readonly approve: "no" | "yes" | "late";
  /** How it may end. An agent that ends by itself has to say that it got to its end, or it has tried nothing. */
  readonly ends: readonly string[];
  /** Drivers in which there is no such thing to attack. */
  readonly notIn: readonly DriverName[];
}

const FOLDER = fileURLToPath(new URL("./cases/", import.meta.url));
const ENTRY = "attack.mjs";
/** Hoisted, and on the first line, so that lines of a stack are those of the case. */
const IMPORT = 'import { attempt, escaped, leak, refusal, say, tried } from "./kit.mjs"; ';
const KEYS = new Set(["tries", "ends", "policy", "approve", "entry", "not in"]);

export function readAttacks(folder = FOLDER): Attack[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".txt"));
  return files.sort().flatMap((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    return readKind(file.replace(/\.txt$/, ""), text);
  });
}

/** `=== name`, lines of `key: value`, an empty line, the agent; `+++ path` begins a further file. */
export function readKind(kind: string, text: string): Attack[] {
  const blocks = `\n${text}`.split(/\n=== /).slice(1);
  return blocks.map((block) => readBlock(kind, block));
}

function readBlock(kind: string, block: string): Attack {
  const at = block.indexOf("\n\n");
  const [name = "", ...lines] = block.slice(0, at).split("\n");
  const fields = new Map<string, string[]>();
  for (const line of lines) {
    const [, key = "", value = ""] = /^([a-z ]+): (.*)$/.exec(line) ?? [];
    if (!KEYS.has(key)) throw new Error(`${kind}: ${name}: what is ${JSON.stringify(line)}?`);
    fields.set(key, [...(fields.get(key) ?? []), value]);
  }
  const one = (key: string, otherwise: string) => fields.get(key)?.[0] ?? otherwise;
  const words = (key: string, otherwise: string) => one(key, otherwise).split(/ +/).filter(Boolean);
  const entry = one("entry", ENTRY);
  const [main = "", ...more] = `\n${block.slice(at + 2)}`.split(/\n\+\+\+ /);
  const files: Record<string, string> = { [entry]: (entry === ENTRY ? IMPORT : "") + main.slice(1) };
  for (const each of more) files[each.slice(0, each.indexOf("\n"))] = each.slice(each.indexOf("\n") + 1);
  const tries = one("tries", "");
  if (tries === "" || at < 0) throw new Error(`${kind}: ${name}: it does not say what it tries`);
  return {
    kind,
    name,
    tries,
    files,
    entry,
    policy: (fields.get("policy") ?? []).join("\n"),
    approve: one("approve", "no") as Attack["approve"],
    ends: words("ends", "exit"),
    notIn: words("not in", "") as DriverName[],
  };
}

/** Puts in what differs between places. */
export function filled(values: Readonly<Record<string, string>>): (text: string) => string {
  return (text) =>
    text.replace(/@@(\w+)@@/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`nothing is called @@${name}@@`);
      return value;
    });
}
