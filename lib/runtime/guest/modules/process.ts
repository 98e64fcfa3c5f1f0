/** The object `process`. Whatever depends on the session is asked for when it is looked at: the library is set up before there is one. */
import { Buffer } from "../buffer/buffer";
import { answerExitCode, handle } from "../core/entry";
import {
  assertFunction,
  assertString,
  codedError,
  invalidArgType,
  outOfRange,
  unsupported,
} from "../core/errors";
import { ask } from "../core/host";
import { addTick } from "../core/loop";
import { builtinModule, isBuiltinName } from "../core/registry";
import { EventEmitter, onWarning } from "./events";

type Fields = Record<string, unknown>;
const VERSION = "20.20.2";
const UV_NAME = "1.46.0";
const NS_PER_MS = 1_000_000n;

export const process = Object.create(
  Object.create(EventEmitter.prototype, {
    constructor: { value: function process() {}, enumerable: false },
    [Symbol.toStringTag]: { value: "process" },
  }),
) as EventEmitter & Fields & { exitCode: number | undefined; argv: string[]; exit(code?: unknown): never };
(EventEmitter as unknown as { call(self: unknown): void }).call(process);

export const session = { argv: [] as string[], pid: 2, isTty: false, hasEnded: false };

/** Variables one by one, when they are read: each is decided by itself. What an agent sets stays with it. */
function makeEnv(): Fields {
  const own = Object.create(null) as Record<string, string | undefined>;
  const read = (name: string): string | undefined => {
    if (Object.hasOwn(own, name)) return own[name];
    own[name] = ask("process.env", [name]) ?? undefined;
    return own[name];
  };
  const isThere = (name: string | symbol): name is string =>
    typeof name === "string" && read(name) !== undefined;
  return new Proxy(Object.create(Object.prototype) as Fields, {
    get: (target, name) => (isThere(name) ? read(name) : Reflect.get(target, name)),
    has: (target, name) => isThere(name) || Reflect.has(target, name),
    set: (_, name, value) => {
      if (typeof name === "symbol" || typeof value === "symbol")
        throw new TypeError("Cannot convert a Symbol value to a string");
      own[name] = String(value);
      return true;
    },
    deleteProperty: (_, name) => {
      if (typeof name === "string") own[name] = undefined;
      return true;
    },
    defineProperty: (_, name, { value }) => {
      if (typeof name === "string") own[name] = String(value);
      return true;
    },
    ownKeys: () => {
      const added = Object.keys(own).filter((name) => own[name] !== undefined);
      const known = ask("process.envNames", []).filter((name) => isThere(name));
      return [...new Set([...known, ...added])];
    },
    getOwnPropertyDescriptor: (_, name) =>
      isThere(name) ? { value: read(name), enumerable: true, configurable: true, writable: true } : undefined,
  });
}

export function nanoseconds(): bigint {
  return BigInt(ask("process.hrtime", []));
}

function hrtime(before?: readonly number[]): [number, number] {
  const now = nanoseconds();
  const [seconds, rest] = [Number(now / 1_000_000_000n), Number(now % 1_000_000_000n)];
  if (before === undefined) return [seconds, rest];
  if (!Array.isArray(before)) throw invalidArgType("time", "Array", before);
  if (before.length !== 2) throw outOfRange("time", "2", before.length);
  const nanos = rest - (before[1] ?? 0);
  return nanos < 0 ? [seconds - (before[0] ?? 0) - 1, nanos + 1e9] : [seconds - (before[0] ?? 0), nanos];
}
hrtime.bigint = nanoseconds;

let exitCode: number | undefined;
let hasExited = false;

function codeOf(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  const code = typeof value === "string" && value !== "" ? Number(value) : value;
  if (typeof code !== "number") throw invalidArgType("code", "integer", value);
  if (Number.isNaN(code)) throw invalidArgType("code", "number", value);
  if (!Number.isInteger(code)) throw outOfRange("code", "an integer", value);
  return code;
}

/** Does not come back: the machine is stopped while it waits here. */
export function leave(code: number): never {
  ask("process.exit", [code & 0xff]);
  for (;;);
}

function exit(code?: unknown): never {
  const given = codeOf(code);
  if (given !== undefined) exitCode = given;
  if (!hasExited) {
    hasExited = true;
    process.emit("exit", exitCode ?? 0);
  }
  return leave(exitCode ?? 0);
}

/** Nothing is left to do. Listeners of `beforeExit` may find something; only then comes the end. */
let workAtLastWarning: boolean | undefined;
export function atEnd(): boolean {
  if (!hasExited && process.listenerCount("beforeExit") > 0 && workAtLastWarning !== true) {
    workAtLastWarning = true;
    process.emit("beforeExit", exitCode ?? 0);
    return true;
  }
  if (!hasExited) {
    hasExited = true;
    process.emit("exit", exitCode ?? 0);
  }
  return false;
}
export function workWasDone(): void {
  workAtLastWarning = undefined;
}
answerExitCode(() => (hasExited ? (exitCode ?? 0) & 0xff : undefined));

function memoryUsage() {
  const { used, total } = ask("process.memory", []);
  return { rss: used, heapTotal: Math.min(total, used), heapUsed: used, external: 0, arrayBuffers: 0 };
}
memoryUsage.rss = () => ask("process.memory", []).used;

function emitWarning(warning: unknown, ...rest: unknown[]): void {
  const [first, second] = rest;
  const options =
    typeof first === "object" && first !== null ? (first as Fields) : { type: first, code: second };
  let error = warning as Error & { code?: string; detail?: string };
  if (typeof warning === "string") {
    error = new Error(warning) as typeof error;
    error.name = String(options.type ?? "Warning");
    if (typeof options.code === "string") error.code = options.code;
    if (typeof options.detail === "string") error.detail = options.detail;
  } else if (!(warning instanceof Error)) throw invalidArgType("warning", ["string", "Error"], warning);
  addTick(() => process.emit("warning", error));
}

function showWarning(warning: Error & { code?: string; detail?: string }): void {
  const code = warning.code ? `[${warning.code}] ` : "";
  const detail = warning.detail ? `\n${warning.detail}` : "";
  writeTo("stderr", `(node:${session.pid}) ${code}${warning.name}: ${warning.message}${detail}\n`);
}

/** Straight to the host: also when an agent has exchanged the streams. */
export function writeTo(stream: "stdout" | "stderr", data: string | Uint8Array): void {
  ask("process.write", [stream], typeof data === "string" ? Buffer.from(data) : data);
}

function nextTick(callback: (...values: unknown[]) => unknown, ...values: unknown[]): void {
  assertFunction(callback, "callback");
  if (!hasExited) addTick(() => callback(...values));
}

function kill(pid: unknown, signal: unknown = "SIGTERM"): boolean {
  if (typeof pid !== "number") throw invalidArgType("pid", "number", pid);
  if (pid !== session.pid) {
    throw Object.assign(new Error("kill EPERM"), { errno: -1, code: "EPERM", syscall: "kill" });
  }
  if (signal === 0) return true;
  raise(String(signal));
  return true;
}
const SIGNALS: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGKILL: 9,
  SIGTERM: 15,
};
function raise(name: string): void {
  if (!process.emit(name, name, SIGNALS[name])) leave(128 + (SIGNALS[name] ?? 15));
}
handle({ signal: ({ name }) => raise(name) });

/** A failure tells of both folders, as Node's does. */
function changeFolder(path: string): void {
  const from = ask("process.cwd", []);
  try {
    ask("process.chdir", [path]);
  } catch (error) {
    const { message, errno, code, reason, rule, record } = error as Error & Fields;
    const what = message.slice(0, message.lastIndexOf(", "));
    const told = reason === undefined ? {} : { reason, rule, record };
    const fields = { errno, code, syscall: "chdir", path: from, dest: path, ...told };
    throw Object.assign(new Error(`${what}, chdir '${from}' -> '${path}'`), fields);
  }
}

function umask(): number {
  return 0o022;
}

const lazily: Readonly<Record<string, () => unknown>> = {
  pid: () => session.pid,
  argv0: () => "node",
};

Object.assign(process, {
  title: "node",
  version: `v${VERSION}`,
  versions: { node: VERSION, uv: UV_NAME, modules: "115", aegis: "0.1.0" },
  arch: "x64",
  platform: "linux",
  release: { name: "node", lts: "Iron" },
  argv: session.argv,
  execArgv: [],
  execPath: "/usr/local/bin/node",
  ppid: 1,
  debugPort: 9229,
  features: { inspector: false, debug: false, uv: false, ipv6: true, tls: false },
  config: { target_defaults: {}, variables: {} },
  env: makeEnv(),
  report: undefined,
  allowedNodeEnvironmentFlags: new Set<string>(),
  noDeprecation: false,
  nextTick,
  exit,
  // The way out that passes by whoever listens for the end: nobody is to have it.
  reallyExit: () => {
    throw unsupported("process.reallyExit: it would end without telling anybody; process.exit is there");
  },
  abort: () => leave(134),
  kill,
  cwd: () => ask("process.cwd", []),
  chdir: (path: unknown) => {
    assertString(path, "directory");
    changeFolder(path);
  },
  umask,
  uptime: () => Number(nanoseconds() / NS_PER_MS) / 1000,
  hrtime,
  memoryUsage,
  constrainedMemory: () => ask("process.memory", []).total,
  availableMemory: () => {
    const { used, total } = ask("process.memory", []);
    return total - used;
  },
  resourceUsage: () => ({ userCPUTime: Number(nanoseconds() / 1000n), systemCPUTime: 0, maxRSS: 0 }),
  cpuUsage: () => ({ user: Number(nanoseconds() / 1000n), system: 0 }),
  emitWarning,
  getuid: () => 1000,
  geteuid: () => 1000,
  getgid: () => 1000,
  getegid: () => 1000,
  getgroups: () => [1000],
  getActiveResourcesInfo: () => [],
  getBuiltinModule: (name: unknown) => {
    assertString(name, "id");
    const plain = name.replace(/^node:/, "");
    return isBuiltinName(plain) ? builtinModule(plain) : undefined;
  },
  hasUncaughtExceptionCaptureCallback: () => false,
  binding: (name: unknown) => {
    throw codedError(Error, "ERR_INVALID_MODULE", `No such module: ${String(name)}`);
  },
  dlopen: () => {
    throw unsupported("native add-ons");
  },
  setSourceMapsEnabled: () => {},
});
for (const [name, get] of Object.entries(lazily)) {
  Object.defineProperty(process, name, { get, enumerable: true, configurable: true });
}
Object.defineProperty(process, "exitCode", {
  get: () => exitCode,
  set: (value: unknown) => {
    exitCode = codeOf(value);
  },
  enumerable: true,
  configurable: false,
});
onWarning((warning) => emitWarning(warning));
process.on("warning", showWarning as never);
