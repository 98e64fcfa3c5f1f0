/**
 * Every call that docs/guest-api.md marks as there, used once: lines of `call = expression` under the name of their module, in
 * `uses/`. They become agents that show what each answers; whoever holds drivers against each other runs them.
 */

/** By module, by call: the expression. */
export type Uses = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** One agent each. */
export const USES = ["files", "machine", "text", "flow", "outside"] as const;

/** Calls of which no line uses anything, and why. */
export const USED_ELSEWHERE: Readonly<Record<string, string>> = {
  "process.exit": "it ends the agent: `the end in the middle`",
  "process.abort": "it ends the agent: `the end by its own hand`",
  "aegis:agents.spawn": "EVERYTHING",
  "aegis:agents.input": "EVERYTHING",
  "aegis:agents.reply": "EVERYTHING",
  "aegis:model.chat": "EVERYTHING",
  "aegis:tools.call": "EVERYTHING",
  "aegis:tools.list": "EVERYTHING",
  "aegis:tools.tools": "EVERYTHING",
};

export function readUses(text: string): Uses {
  const uses = new Map<string, Map<string, string>>();
  let calls = new Map<string, string>();
  for (const [at, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const [, module] = /^## (\S+)$/.exec(line) ?? [];
    const [, call = "", expression = ""] = /^(\w+) = (.+)$/.exec(line) ?? [];
    if (module !== undefined) {
      calls = new Map();
      uses.set(module, calls);
    } else if (call === "" || calls.has(call)) throw new RangeError(`line ${at + 1}: ${line}`);
    else calls.set(call, expression);
  }
  return uses;
}

/** How the lines call the modules. */
const NAMES: Readonly<Record<string, string>> = {
  assert: "assert",
  async_hooks: "hooks",
  buffer: "buffer",
  child_process: "cp",
  cluster: "cluster",
  crypto: "crypto",
  events: "events",
  fs: "fs",
  "fs/promises": "fsp",
  http: "http",
  https: "https",
  module: "mod",
  net: "net",
  os: "os",
  path: "path",
  perf_hooks: "perf",
  querystring: "querystring",
  readline: "readline",
  stream: "stream",
  "stream/consumers": "consumers",
  "stream/promises": "streamPromises",
  "stream/web": "web",
  timers: "timers",
  "timers/promises": "sleeps",
  tty: "tty",
  url: "url",
  util: "util",
  "util/types": "types",
  worker_threads: "workers",
  zlib: "zlib",
};

/** `base` is the address of a server that may or may not be there. */
export function agentUsing(uses: Uses, base: string): string {
  const imports = Object.entries(NAMES).map(([module, name]) => `import ${name} from "node:${module}";`);
  const lines = [...uses].flatMap(([module, calls]) =>
    [...calls].map(
      ([call, expression]) => `await use(${JSON.stringify(`${module}.${call}`)}, () => (${expression}));`,
    ),
  );
  return [...imports, `const BASE = ${JSON.stringify(base)};`, PRELUDE, ...lines].join("\n");
}

const PRELUDE = `
import { StringDecoder } from "node:string_decoder";
const keep: any = {};
const call = (start) => new Promise<any>((done, fail) =>
  start((error, ...values) => (error ? fail(error) : done(values.length > 1 ? values : values[0]))));
const plain = (_, value) =>
  typeof value === "bigint" ? value + "n" : typeof value === "function" ? "a function" : value;
const show = (value) => {
  if (value === undefined || typeof value === "function" || typeof value === "bigint") return typeof value;
  if (value instanceof Uint8Array) return "bytes " + Buffer.from(value).toString("latin1");
  return JSON.stringify(value, plain);
};
const use = async (name, what) => {
  let said;
  try { said = show(await what()) }
  // Words of the engine are its own.
  catch (error) { said = "threw " + error.name + " " + (error.code ? error.code + ": " + error.message : "") }
  console.log(name, said);
};`;
