import { AGENTS_NOTE, MODEL_NOTE, TOOLS_NOTE } from "./own-modules";

/**
 * What of Node's API there is, module by module: checked against the library, and shown in docs/guest-api.md. `partly` and
 * `no` name calls; all others of the module are there.
 */
export interface ModuleApi {
  readonly partly?: Readonly<Record<string, string>>;
  /** Calls that throw ERR_AEGIS_UNSUPPORTED. */
  readonly no?: readonly string[];
  readonly note?: string;
}

export const API: Readonly<Record<string, ModuleApi>> = {
  "aegis:agents": { note: AGENTS_NOTE },
  "aegis:model": { note: MODEL_NOTE },
  "aegis:tools": { note: TOOLS_NOTE },
  assert: {
    partly: { strictEqual: "longer differences are laid out in another way", deepStrictEqual: "likewise" },
  },
  async_hooks: { partly: { AsyncLocalStorage: "a store is gone after an await" }, no: ["createHook"] },
  buffer: {},
  child_process: { partly: { spawn: "output comes when the command has ended" }, no: ["fork"] },
  crypto: {
    partly: { subtle: "digest only" },
    no: [
      "createCipheriv",
      "createDecipheriv",
      "createSign",
      "createVerify",
      "generateKeyPair",
      "generateKeyPairSync",
      "createDiffieHellman",
      "createECDH",
      "createPrivateKey",
      "createPublicKey",
      "createSecretKey",
      "pbkdf2",
      "pbkdf2Sync",
      "scrypt",
      "scryptSync",
      "hkdf",
      "hkdfSync",
      "publicEncrypt",
      "privateDecrypt",
      "sign",
      "verify",
    ],
  },
  events: {},
  fs: {
    partly: { realpath: "errors name the path as it was given", watchFile: "by looking again and again" },
  },
  "fs/promises": {},
  http: { partly: { request: "the answer comes whole" }, no: ["createServer"] },
  https: { partly: { request: "the answer comes whole" }, no: ["createServer"] },
  module: { no: ["register"] },
  os: {
    partly: { constants: "signals, and no numbers of errors" },
    note: "one small Linux machine, the same for everybody",
  },
  path: {},
  perf_hooks: { no: ["PerformanceObserver", "monitorEventLoopDelay"] },
  process: {
    partly: {
      memoryUsage: "of the machine as a whole",
      binding: "knows no module",
    },
    no: ["dlopen", "reallyExit"],
  },
  querystring: {},
  readline: { partly: { createInterface: "lines and questions, no editing in a terminal" } },
  stream: {},
  "stream/consumers": {},
  "stream/promises": {},
  "stream/web": {},
  string_decoder: {},
  timers: {},
  "timers/promises": {},
  tty: { partly: { isatty: "always false" } },
  url: {},
  util: { partly: { inspect: "state of promises and proxies is not seen" } },
  "util/types": { partly: { isProxy: "always false", isExternal: "always false" } },
  cluster: { no: ["fork", "setupPrimary"] },
  dgram: { no: ["createSocket", "Socket"] },
  dns: { no: ["lookup", "resolve", "resolve4", "resolve6", "reverse"] },
  http2: { no: ["connect", "createServer", "createSecureServer"] },
  inspector: { no: ["open", "Session"] },
  net: { no: ["connect", "createConnection", "createServer", "Socket", "Server"] },
  tls: { no: ["connect", "createServer", "TLSSocket"] },
  v8: { no: ["serialize", "deserialize", "getHeapStatistics", "writeHeapSnapshot", "setFlagsFromString"] },
  vm: {
    no: ["runInContext", "runInNewContext", "runInThisContext", "createContext", "compileFunction", "Script"],
  },
  worker_threads: { no: ["Worker", "MessageChannel", "receiveMessageOnPort"] },
  zlib: {
    no: [
      ...["gzip", "gzipSync", "gunzip", "gunzipSync", "unzip", "unzipSync"],
      ...["inflate", "inflateSync", "inflateRaw", "inflateRawSync"],
      ...["deflate", "deflateSync", "deflateRaw", "deflateRawSync"],
      ...["brotliCompress", "brotliCompressSync", "brotliDecompress", "brotliDecompressSync"],
      ...["createDeflate", "createInflate", "createGzip", "createGunzip", "createUnzip"],
      ...["createBrotliCompress", "createBrotliDecompress"],
    ],
  },
};

export function apiPage(
  callsOf: Readonly<Record<string, readonly string[]>>,
  counts: Readonly<Record<string, number>>,
): string {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const areas = Object.entries(counts)
    .map(([area, count]) => `${area} ${count}`)
    .join(", ");
  const rows = Object.entries(API).flatMap(([name, api]) => sectionOf(name, api, callsOf[name] ?? []));
  return `${[
    "# What agents find of Node's API",
    "",
    "Agents in the embedded sandbox see a part of the API of Node 20, and three modules besides that Node does not have: `aegis:tools`, `aegis:model` and `aegis:agents`. What is missing throws an error with the code `ERR_AEGIS_UNSUPPORTED` and a sentence that names it.",
    "",
    `The conformance table holds the library to Node: ${total} assertions, each run in both with equal results (${areas}).`,
    "",
    "What is too deep ends as in Node, by an error that can be caught, but sooner: a plain function calls itself some 540 times (300 in a browser without JSPI), and JSON, code and regular expressions can be nested a few hundred deep (fifty).",
    "",
    "Globals: `console`, timers, `queueMicrotask`, `structuredClone`, `URL`, `URLSearchParams`, `TextEncoder`, `TextDecoder`, `AbortController`, `AbortSignal`, `Event`, `EventTarget`, `CustomEvent`, `fetch`, `Headers`, `Request`, `Response`, `FormData`, `Blob`, `File`, web streams, `atob`, `btoa`, `Buffer`, `process`, `performance`, `crypto`, `global`.",
    "",
    ...rows,
  ].join("\n")}`;
}

function sectionOf(
  name: string,
  { partly = {}, no = [], note }: ModuleApi,
  calls: readonly string[],
): string[] {
  const marked = [...calls]
    .filter((call) => /^[a-zA-Z]/.test(call))
    .map((call) => {
      if (no.includes(call)) return `| \`${call}\` | no | |`;
      const why = Object.hasOwn(partly, call) ? partly[call] : undefined;
      return why === undefined ? `| \`${call}\` | yes | |` : `| \`${call}\` | partly | ${why} |`;
    });
  return [
    `## ${name}`,
    "",
    ...(note ? [note, ""] : []),
    "| call | there | |",
    "|---|---|---|",
    ...marked,
    "",
  ];
}
