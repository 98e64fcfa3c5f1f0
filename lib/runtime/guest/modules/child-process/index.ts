/**
 * The module `child_process`: commands that the host runs, each to its end. What a command writes comes when it has ended; it has no
 * standard input, and there are no further processes of Node.
 */

import type { SpawnRequest, SpawnResult } from "../../../calls/protocol";
import { Buffer, view } from "../../buffer/buffer";
import { abortError, assertString, codedError, invalidArgType, unsupported } from "../../core/errors";
import { askLater, askNow } from "../../core/host";
import { addTick } from "../../core/loop";
import { setTimeout } from "../../globals/timers";
import type { AbortSignal } from "../../web/abort";
import { EventEmitter } from "../events";
import { process } from "../process";
import { Readable, Writable } from "../stream";

interface Options {
  readonly cwd?: unknown;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly encoding?: string | null;
  readonly shell?: boolean | string;
  readonly timeout?: number;
  readonly input?: unknown;
  readonly stdio?: unknown;
  readonly signal?: AbortSignal;
  readonly killSignal?: string;
}
type Callback = (error: unknown, stdout: unknown, stderr: unknown) => void;
interface Outcome {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

function requestOf(command: { argv?: readonly string[]; command?: string }, options: Options): SpawnRequest {
  const { cwd, env } = options;
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(env ?? {}))
    if (value !== undefined) variables[name] = String(value);
  return {
    ...command,
    ...(cwd !== undefined &&
      cwd !== null && {
        cwd: String(typeof cwd === "object" ? (cwd as { pathname: string }).pathname : cwd),
      }),
    ...(env && { env: variables }),
  };
}

function outcomeOf({
  value,
  bytes = new Uint8Array(0),
}: {
  value: unknown;
  bytes?: Uint8Array | undefined;
}): Outcome {
  const { code, signal, stdout, stderr } = value as SpawnResult;
  return {
    code,
    signal,
    stdout: view(bytes.subarray(0, stdout)),
    stderr: view(bytes.subarray(stdout, stdout + stderr)),
  };
}

function spawnError(error: unknown, request: SpawnRequest): Error {
  const fault = error as Error & { code?: string; path?: string; syscall?: string; spawnargs?: unknown };
  const [file = "/bin/sh", ...args] = request.argv ?? [];
  return Object.assign(fault, {
    path: fault.path ?? file,
    spawnargs: request.argv ? args : ["-c", request.command],
  });
}

export class ChildProcess extends EventEmitter {
  stdin: InstanceType<typeof Writable>;
  stdout: InstanceType<typeof Readable> | null;
  stderr: InstanceType<typeof Readable> | null;
  stdio: unknown[];
  pid: number | undefined;
  exitCode: number | null = null;
  signalCode: string | null = null;
  killed = false;
  connected = false;
  spawnfile: string;
  spawnargs: string[];
  #cancel: () => void = () => {};
  #isDone = false;

  constructor(request: SpawnRequest, options: Options) {
    super();
    const isShown = options.stdio === "inherit";
    const isQuiet = options.stdio === "ignore";
    this.stdout = isShown || isQuiet ? null : new Readable({ read() {} });
    this.stderr = isShown || isQuiet ? null : new Readable({ read() {} });
    const input: Uint8Array[] = [];
    this.stdin = new Writable({
      write: (chunk: Uint8Array, _encoding: unknown, done: () => void) => {
        input.push(chunk);
        done();
      },
    });
    this.stdio = [this.stdin, this.stdout, this.stderr];
    this.spawnfile = request.argv?.[0] ?? "/bin/sh";
    this.spawnargs = [...(request.argv ?? ["/bin/sh", "-c", request.command ?? ""])];
    const { signal, timeout, killSignal = "SIGTERM" } = options;
    if (signal?.aborted) {
      addTick(() => this.#fail(abortError(signal.reason)));
      return;
    }
    const start = () => this.#start(request, isShown, input.length > 0 ? Buffer.concat(input) : undefined);
    // A command gets its whole input when it begins: who writes some is waited for until the end of it.
    addTick(() => {
      const isWriting = input.length > 0 && this.stdin.writableEnded !== true;
      if (isWriting || Number(this.stdin.writableLength) > 0) this.stdin.on("finish", start);
      else start();
    });
    this.pid = 3;
    signal?.addEventListener(
      "abort",
      () => {
        if (this.#isDone) return;
        this.kill(killSignal);
        this.emit("error", abortError(signal.reason));
      },
      { once: true },
    );
    if (timeout) setTimeout(() => this.kill(killSignal), timeout).unref();
  }

  #start(request: SpawnRequest, isShown: boolean, input: Uint8Array | undefined): void {
    try {
      const { settled, cancel } = askLater("exec.run", [request], input);
      this.#cancel = cancel;
      addTick(() => this.emit("spawn"));
      settled.then(
        (answer) => this.#finish(outcomeOf(answer), isShown),
        (error) => this.#fail(spawnError(error, request)),
      );
    } catch (error) {
      addTick(() => this.#fail(spawnError(error, request)));
    }
  }
  #fail(error: unknown): void {
    if (this.#isDone) return;
    this.#isDone = true;
    this.pid = undefined;
    this.emit("error", error);
    for (const stream of [this.stdout, this.stderr]) stream?.push(null);
    this.emit("close", -2, null);
  }
  #finish({ code, signal, stdout, stderr }: Outcome, isShown: boolean): void {
    if (this.#isDone) return;
    this.#isDone = true;
    for (const [name, bytes] of [
      ["stdout", stdout],
      ["stderr", stderr],
    ] as const) {
      if (isShown && bytes.length > 0) (process[name] as { write(bytes: unknown): void }).write(bytes);
      if (bytes.length > 0) this[name]?.push(bytes);
      this[name]?.push(null);
    }
    this.exitCode = code;
    this.signalCode = signal;
    this.emit("exit", code, signal);
    this.#closeAfterReading(code, signal);
  }
  /** `close` comes when everything was read, or nobody reads. */
  #closeAfterReading(code: number | null, signal: string | null): void {
    const open = [this.stdout, this.stderr].filter(
      (stream) =>
        stream &&
        !stream.readableEnded &&
        stream.listenerCount("data") + stream.listenerCount("readable") > 0,
    );
    let left = open.length;
    const close = () => this.emit("close", code, signal);
    if (left === 0) addTick(close);
    for (const stream of open) {
      stream?.once("end", () => {
        left--;
        if (left === 0) addTick(close);
      });
    }
  }
  kill(signal: unknown = "SIGTERM"): boolean {
    if (this.#isDone || this.exitCode !== null) return false;
    this.killed = true;
    this.#cancel();
    const name = String(signal);
    addTick(() =>
      this.#finish({ code: null, signal: name, stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) }, false),
    );
    return true;
  }
  ref(): void {}
  unref(): void {}
  send(): never {
    throw unsupported("messages to a child process");
  }
  disconnect(): void {}
}

function commandOf(
  file: unknown,
  args: unknown,
  options: Options,
): { argv?: readonly string[]; command?: string } {
  assertString(file, "file");
  if (file === "")
    throw codedError(TypeError, "ERR_INVALID_ARG_VALUE", "The argument 'file' cannot be empty. Received ''");
  const words = Array.isArray(args) ? args.map(String) : [];
  return options.shell ? { command: [file, ...words].join(" ") } : { argv: [file, ...words] };
}

/** `(file, args?, options?, callback?)`, whatever is left out. */
function sorted(values: readonly unknown[]): {
  args: unknown;
  options: Options;
  callback: Callback | undefined;
} {
  const args = values.find((value) => Array.isArray(value));
  const options = values.find(
    (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  );
  const callback = values.find((value) => typeof value === "function");
  return { args, options: (options ?? {}) as Options, callback: callback as Callback | undefined };
}

function spawn(file: unknown, ...rest: unknown[]): ChildProcess {
  const { args, options } = sorted(rest);
  if (rest[0] !== undefined && rest[0] !== null && typeof rest[0] !== "object")
    throw invalidArgType("args", "object", rest[0]);
  return new ChildProcess(requestOf(commandOf(file, args, options), options), options);
}

function shown(bytes: Buffer, encoding: string | null | undefined, otherwise: string): unknown {
  const name = encoding === undefined ? otherwise : encoding;
  return name === null || name === "buffer" ? bytes : bytes.toString(name);
}

function failure(text: string, { code, signal, stderr }: Outcome, isKilled: boolean): Error {
  const message = `Command failed: ${text}\n${stderr.toString()}`;
  return Object.assign(new Error(message), {
    code,
    killed: isKilled,
    signal,
    cmd: text,
  });
}

function collected(
  request: SpawnRequest,
  options: Options,
  callback: Callback | undefined,
  text: string,
): ChildProcess {
  const child = new ChildProcess(request, options);
  const parts = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.on("data", ((chunk: Buffer) => parts[name].push(chunk)) as never);
  }
  let hasAnswered = false;
  const answer = (error: unknown) => {
    if (hasAnswered) return;
    hasAnswered = true;
    const [stdout, stderr] = [Buffer.concat(parts.stdout), Buffer.concat(parts.stderr)];
    callback?.(error, shown(stdout, options.encoding, "utf8"), shown(stderr, options.encoding, "utf8"));
  };
  child.on("error", (error: unknown) => answer(error));
  child.on("close", ((code: number | null, signal: string | null) => {
    if (code === 0 && signal === null) {
      answer(null);
      return;
    }
    const outcome = {
      code,
      signal,
      stdout: Buffer.concat(parts.stdout),
      stderr: Buffer.concat(parts.stderr),
    };
    answer(failure(text, outcome, child.killed));
  }) as never);
  return child;
}

function exec(command: unknown, ...rest: unknown[]): ChildProcess {
  assertString(command, "command");
  const { options, callback } = sorted(rest);
  return collected(requestOf({ command }, options), options, callback, command);
}
function execFile(file: unknown, ...rest: unknown[]): ChildProcess {
  const { args, options, callback } = sorted(rest);
  const words = Array.isArray(args) ? args.map(String) : [];
  return collected(
    requestOf(commandOf(file, args, options), options),
    options,
    callback,
    [file, ...words].join(" "),
  );
}

function inputOf({ input }: Options): Uint8Array | undefined {
  if (input === undefined || input === null) return undefined;
  if (typeof input === "string") return Buffer.from(input);
  if (ArrayBuffer.isView(input))
    return new Uint8Array(input.buffer as ArrayBuffer, input.byteOffset, input.byteLength);
  throw invalidArgType("options.input", ["string", "Buffer", "TypedArray", "DataView"], input);
}

function runSync(command: { argv?: readonly string[]; command?: string }, options: Options) {
  const request = requestOf(command, options);
  try {
    const outcome = outcomeOf(askNow("exec.runSync", [request], inputOf(options)));
    const stdout = shown(outcome.stdout, options.encoding, "buffer");
    const stderr = shown(outcome.stderr, options.encoding, "buffer");
    if (options.stdio === "inherit") {
      for (const name of ["stdout", "stderr"] as const)
        if (outcome[name].length > 0) (process[name] as { write(bytes: unknown): void }).write(outcome[name]);
    }
    return {
      pid: 3,
      output: [null, stdout, stderr],
      stdout,
      stderr,
      status: outcome.code,
      signal: outcome.signal,
    };
  } catch (error) {
    const fault = spawnError(error, request);
    return { pid: 0, output: null, stdout: null, stderr: null, status: null, signal: null, error: fault };
  }
}

function checked(result: ReturnType<typeof runSync>, text: string, options: Options): unknown {
  if ("error" in result && result.error) throw result.error;
  if (result.status === 0) return result.stdout;
  const stderr = result.stderr as { toString(): string } | null;
  // As in Node: what a command complains of is shown, unless somebody asked for it.
  if (options.stdio === undefined && stderr) (process.stderr as { write(text: unknown): void }).write(stderr);
  const message = `Command failed: ${text}${stderr && String(stderr) !== "" ? `\n${stderr}` : ""}`;
  throw Object.assign(new Error(message), result);
}

function spawnSync(file: unknown, ...rest: unknown[]) {
  const { args, options } = sorted(rest);
  return runSync(commandOf(file, args, options), options);
}
function execSync(command: unknown, options: Options = {}): unknown {
  assertString(command, "command");
  return checked(runSync({ command }, options), command, options);
}
function execFileSync(file: unknown, ...rest: unknown[]): unknown {
  const { args, options } = sorted(rest);
  const words = Array.isArray(args) ? args.map(String) : [];
  return checked(runSync(commandOf(file, args, options), options), [file, ...words].join(" "), options);
}

const CUSTOM_PROMISIFY = Symbol.for("nodejs.util.promisify.custom");
for (const func of [exec, execFile] as ((...values: unknown[]) => ChildProcess)[]) {
  Object.defineProperty(func, CUSTOM_PROMISIFY, {
    value: (...values: unknown[]) => {
      let child: ChildProcess | undefined;
      const promise = new Promise((resolve, reject) => {
        child = func(...values, (error: object | null, stdout: unknown, stderr: unknown) => {
          if (error) reject(Object.assign(error, { stdout, stderr }));
          else resolve({ stdout, stderr });
        });
      });
      return Object.assign(promise, { child });
    },
  });
}

export const childProcess: Record<string, unknown> = {
  ChildProcess,
  exec,
  execFile,
  execFileSync,
  execSync,
  fork: () => {
    throw unsupported("child_process.fork: a further process of Node");
  },
  spawn,
  spawnSync,
};
