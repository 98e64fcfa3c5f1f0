/** Modules that there are in Node and not here: they can be imported, and say so when they are used. */
import { unsupported } from "../core/errors";

const NAMES: Readonly<Record<string, readonly string[]>> = {
  cluster: ["fork", "setupPrimary"],
  dgram: ["createSocket", "Socket"],
  dns: ["lookup", "resolve", "resolve4", "resolve6", "reverse"],
  "dns/promises": ["lookup", "resolve", "resolve4", "resolve6", "reverse"],
  http2: ["connect", "createServer", "createSecureServer"],
  inspector: ["open", "Session"],
  net: ["connect", "createConnection", "createServer", "Socket", "Server"],
  repl: ["start"],
  tls: ["connect", "createServer", "TLSSocket"],
  v8: ["serialize", "deserialize", "getHeapStatistics", "writeHeapSnapshot", "setFlagsFromString"],
  vm: ["runInContext", "runInNewContext", "runInThisContext", "createContext", "compileFunction", "Script"],
  wasi: ["WASI"],
  worker_threads: ["Worker", "MessageChannel", "receiveMessageOnPort"],
  zlib: [
    "deflate",
    "deflateSync",
    "deflateRaw",
    "deflateRawSync",
    "inflate",
    "inflateSync",
    "inflateRaw",
    "inflateRawSync",
    "gzip",
    "gzipSync",
    "gunzip",
    "gunzipSync",
    "unzip",
    "unzipSync",
    "brotliCompress",
    "brotliCompressSync",
    "brotliDecompress",
    "brotliDecompressSync",
    "createDeflate",
    "createInflate",
    "createGzip",
    "createGunzip",
    "createUnzip",
    "createBrotliCompress",
    "createBrotliDecompress",
  ],
};
/** What is no function, and tells the truth. */
const FACTS: Readonly<Record<string, object>> = {
  cluster: { isPrimary: true, isMaster: true, isWorker: false, workers: {} },
  worker_threads: { isMainThread: true, parentPort: null, workerData: null, threadId: 0 },
  net: {
    isIP: (text: unknown) => (isV4(text) ? 4 : isV6(text) ? 6 : 0),
    isIPv4: isV4,
    isIPv6: isV6,
  },
  zlib: { constants: {} },
};

function isV4(text: unknown): boolean {
  const part = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  return typeof text === "string" && new RegExp(`^${part}(\\.${part}){3}$`).test(text);
}
function isV6(text: unknown): boolean {
  if (typeof text !== "string" || !/^[0-9a-fA-F:.]+(%[0-9a-zA-Z-.:]+)?$/.test(text) || !text.includes(":"))
    return false;
  const [address = ""] = text.split("%");
  const last = address.slice(address.lastIndexOf(":") + 1);
  const plain = isV4(last) ? `${address.slice(0, -last.length)}0:0` : address;
  if (plain.includes(".") || /:::/.test(plain)) return false;
  const halves = plain.split("::");
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  const isRight = groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group));
  return isRight && (halves.length === 1 ? groups.length === 8 : halves.length === 2 && groups.length < 8);
}

export function unsupportedModules(): Record<string, object> {
  const modules: Record<string, object> = {};
  for (const [name, functions] of Object.entries(NAMES)) {
    const module: Record<string, unknown> = { ...FACTS[name] };
    for (const each of functions) {
      module[each] = Object.defineProperty(
        () => {
          throw unsupported(`${name}.${each}`);
        },
        "name",
        { value: each },
      );
    }
    modules[name] = module;
  }
  return modules;
}
