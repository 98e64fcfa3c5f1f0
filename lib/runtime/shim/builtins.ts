/**
 * Every module of Node, and what an agent finds in its place. There is no way from the agent's realm to Node's own modules,
 * so the table does not make it so: it says why, and a test holds it to what an agent really finds. What is not in it is refused.
 *
 * Nothing of Node's is handed through, harmless or not: an agent is to find the same in every driver, and an object of
 * Node's realm is a step towards that realm.
 */
export interface Standing {
  /** `replaced`: the guest's library has it. `refused`: it says so when it is used, or cannot be found. */
  readonly kind: "replaced" | "refused";
  readonly why: string;
}

const LANGUAGE = "computes; the library's own does it alike in every driver";
const FILES = "files are asked of the host, and decided there";
const NETWORK = "requests are asked of the host, and decided there";
const SOCKETS = "speaks to the network below the requests that a policy knows";
const ENGINE = "reaches the engine, its memory or its flags";
const CODE = "runs code in another realm, thread or process";
const INNER = "an inner part of Node, which programs are not to use";
const OLD = "deprecated, and in no driver";

const REPLACED: Readonly<Record<string, string>> = {
  assert: LANGUAGE,
  "assert/strict": LANGUAGE,
  async_hooks: LANGUAGE,
  buffer: LANGUAGE,
  child_process: "commands are run by the host's shell, each decided; never by a process of the system",
  console: "writes to the outputs that the host counts and records",
  constants: LANGUAGE,
  crypto: "random bytes are the session's, digests are the host's",
  diagnostics_channel: LANGUAGE,
  events: LANGUAGE,
  fs: FILES,
  "fs/promises": FILES,
  http: NETWORK,
  https: NETWORK,
  module: "modules are found and read by the host; hooks of the loader are refused",
  os: "one small machine, the same for everybody",
  path: LANGUAGE,
  "path/posix": LANGUAGE,
  "path/win32": LANGUAGE,
  perf_hooks: "time is the session's",
  process: "variables, folder, outputs and end are the host's to give",
  querystring: LANGUAGE,
  readline: "lines of what the host gives as input",
  "readline/promises": "lines of what the host gives as input",
  stream: LANGUAGE,
  "stream/consumers": LANGUAGE,
  "stream/promises": LANGUAGE,
  "stream/web": LANGUAGE,
  string_decoder: LANGUAGE,
  sys: LANGUAGE,
  timers: "alarms are the host's, and end with the run",
  "timers/promises": "alarms are the host's, and end with the run",
  tty: "there is no terminal to be had, and it says so",
  url: LANGUAGE,
  util: LANGUAGE,
  "util/types": LANGUAGE,
};

const REFUSED: Readonly<Record<string, string>> = {
  _http_agent: INNER,
  _http_client: INNER,
  _http_common: INNER,
  _http_incoming: INNER,
  _http_outgoing: INNER,
  _http_server: INNER,
  _stream_duplex: INNER,
  _stream_passthrough: INNER,
  _stream_readable: INNER,
  _stream_transform: INNER,
  _stream_wrap: INNER,
  _stream_writable: INNER,
  _tls_common: INNER,
  _tls_wrap: INNER,
  cluster: CODE,
  dgram: SOCKETS,
  dns: "a name that is looked up tells who answers for it what the agent knows",
  "dns/promises": "a name that is looked up tells who answers for it what the agent knows",
  domain: OLD,
  http2: SOCKETS,
  inspector: ENGINE,
  "inspector/promises": ENGINE,
  net: SOCKETS,
  punycode: OLD,
  repl: CODE,
  sea: "belongs to a program that is one file",
  sqlite: "opens files by itself",
  test: "starts processes and threads",
  "test/reporters": "belongs to a module that is refused",
  tls: SOCKETS,
  trace_events: ENGINE,
  v8: ENGINE,
  vm: CODE,
  wasi: "gives code files and a clock of the system",
  worker_threads: CODE,
  zlib: "computes, and is not in the library yet",
};

const TABLE = new Map<string, Standing>([
  ...Object.entries(REPLACED).map(([name, why]): [string, Standing] => [name, { kind: "replaced", why }]),
  ...Object.entries(REFUSED).map(([name, why]): [string, Standing] => [name, { kind: "refused", why }]),
]);
const UNKNOWN: Standing = { kind: "refused", why: "nobody has looked at it yet" };

export const KNOWN_BUILTINS: readonly string[] = [...TABLE.keys()];

/** Of a module by its name, with `node:` before it or not. */
export function standingOf(name: string): Standing {
  return TABLE.get(name.replace(/^node:/, "")) ?? UNKNOWN;
}
