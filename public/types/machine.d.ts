/** The machine: process, system, commands, terminal, modules. Of what Node has besides, an agent finds nothing. */

declare module "node:process" {
  export = process;
}

declare module "node:os" {
  export interface CpuInfo {
    model: string;
    speed: number;
    times: { user: number; nice: number; sys: number; idle: number; irq: number };
  }
  export interface NetworkInterfaceInfo {
    address: string;
    netmask: string;
    family: "IPv4" | "IPv6";
    mac: string;
    internal: boolean;
    cidr: string | null;
  }
  export const EOL: "\n";
  export const devNull: "/dev/null";
  export const constants: {
    readonly signals: Readonly<Record<string, number>>;
    readonly errno: Readonly<Record<string, number>>;
    readonly priority: Readonly<Record<string, number>>;
  };
  export function arch(): string;
  export function availableParallelism(): number;
  export function cpus(): CpuInfo[];
  export function endianness(): "LE" | "BE";
  export function freemem(): number;
  export function getPriority(pid?: number): number;
  export function homedir(): string;
  export function hostname(): string;
  export function loadavg(): number[];
  export function machine(): string;
  export function networkInterfaces(): NodeJS.Dict<NetworkInterfaceInfo[]>;
  export function platform(): "linux";
  export function release(): string;
  export function setPriority(priority: number): void;
  export function setPriority(pid: number, priority: number): void;
  export function tmpdir(): string;
  export function totalmem(): number;
  export function type(): string;
  export function uptime(): number;
  export function userInfo(): { username: string; uid: number; gid: number; shell: string | null; homedir: string };
  export function version(): string;
}

declare module "node:child_process" {
  import { EventEmitter } from "node:events";
  import type { Readable, Writable } from "node:stream";

  export interface CommandOptions {
    cwd?: string | URL;
    env?: NodeJS.Dict<string>;
    timeout?: number;
    signal?: AbortSignal;
    killSignal?: string | number;
    maxBuffer?: number;
    encoding?: BufferEncoding | "buffer" | null;
    shell?: boolean | string;
    stdio?: "pipe" | "ignore" | "inherit" | readonly ("pipe" | "ignore" | "inherit" | number | null)[];
    windowsHide?: boolean;
  }
  export interface SyncOptions extends CommandOptions {
    input?: string | ArrayBufferView;
  }
  export interface CommandError extends NodeJS.ErrnoException {
    cmd?: string;
    killed?: boolean;
    signal?: string | null;
    stdout?: string;
    stderr?: string;
  }
  export interface SyncReturns<T> {
    pid: number;
    output: (T | null)[];
    stdout: T;
    stderr: T;
    status: number | null;
    signal: string | null;
    error?: NodeJS.ErrnoException;
  }
  type Bytes<T> = T & { encoding: "buffer" | null };
  type Said = (error: CommandError | null, stdout: string, stderr: string) => void;

  export class ChildProcess extends EventEmitter {
    readonly stdin: Writable;
    readonly stdout: Readable;
    readonly stderr: Readable;
    readonly stdio: readonly (Readable | Writable | null | undefined)[];
    readonly pid: number | undefined;
    readonly exitCode: number | null;
    readonly signalCode: string | null;
    readonly killed: boolean;
    readonly spawnargs: string[];
    readonly spawnfile: string;
    kill(signal?: string | number): boolean;
    ref(): void;
    unref(): void;
  }
  /** Each simple command of the line is decided by the exec part of the policy, as a list of words. */
  export function exec(command: string, callback?: Said): ChildProcess;
  export function exec(command: string, options: CommandOptions | null, callback?: Said): ChildProcess;
  /** Decided by the exec part of the policy, as a list of words and never as a line of text. */
  export function execFile(file: string, callback?: Said): ChildProcess;
  export function execFile(file: string, args: readonly string[] | null, callback?: Said): ChildProcess;
  export function execFile(file: string, args: readonly string[] | null, options: CommandOptions | null, callback?: Said): ChildProcess;
  interface Printed {
    stdout: string;
    stderr: string;
  }
  export namespace exec {
    function __promisify__(command: string, options?: CommandOptions | null): Promise<Printed>;
  }
  export namespace execFile {
    function __promisify__(file: string, args?: readonly string[] | null, options?: CommandOptions | null): Promise<Printed>;
  }
  export function execFileSync(file: string, args: readonly string[], options: SyncOptions & { encoding: BufferEncoding }): string;
  export function execFileSync(file: string, args?: readonly string[], options?: SyncOptions): Buffer;
  export function execSync(command: string, options: SyncOptions & { encoding: BufferEncoding }): string;
  export function execSync(command: string, options?: SyncOptions): Buffer;
  /** What the command prints comes when it has ended. */
  export function spawn(command: string, args?: readonly string[], options?: CommandOptions): ChildProcess;
  export function spawn(command: string, options: CommandOptions): ChildProcess;
  export function spawnSync(command: string, args: readonly string[], options: SyncOptions & { encoding: BufferEncoding }): SyncReturns<string>;
  export function spawnSync(command: string, args?: readonly string[], options?: SyncOptions): SyncReturns<Buffer>;
  export {};
}

declare module "node:tty" {
  import * as stream from "node:stream";
  /** Nothing here is a terminal. */
  export function isatty(fd: number): false;
  export interface ReadStream {
    readonly fd: number;
    readonly isTTY?: boolean;
    setRawMode?(raw: boolean): this;
  }
  export class ReadStream extends stream.Readable {}
  export interface WriteStream {
    readonly fd: number;
    readonly isTTY?: boolean;
    readonly columns?: number;
    readonly rows?: number;
  }
  export class WriteStream extends stream.Writable {}
  export {};
}

declare module "node:readline" {
  import { EventEmitter } from "node:events";
  import type { Readable, Writable } from "node:stream";

  export interface InterfaceOptions {
    input: Readable;
    output?: Writable;
    prompt?: string;
    crlfDelay?: number;
    terminal?: boolean;
    historySize?: number;
    signal?: AbortSignal;
  }
  export class Interface extends EventEmitter implements AsyncIterable<string> {
    readonly line: string;
    readonly terminal: boolean;
    question(query: string, callback: (answer: string) => void): void;
    question(query: string, options: { signal?: AbortSignal }, callback: (answer: string) => void): void;
    setPrompt(prompt: string): void;
    getPrompt(): string;
    prompt(preserveCursor?: boolean): void;
    write(text: string): void;
    pause(): this;
    resume(): this;
    close(): void;
    [Symbol.asyncIterator](): AsyncIterableIterator<string>;
  }
  /** Lines and questions; there is no terminal to edit in. */
  export function createInterface(options: InterfaceOptions): Interface;
  export function createInterface(input: Readable, output?: Writable): Interface;
  export function clearLine(stream: Writable, direction: -1 | 0 | 1, callback?: () => void): boolean;
  export function clearScreenDown(stream: Writable, callback?: () => void): boolean;
  export function cursorTo(stream: Writable, x: number, y?: number, callback?: () => void): boolean;
  export function moveCursor(stream: Writable, dx: number, dy: number, callback?: () => void): boolean;
  export function emitKeypressEvents(stream: Readable, lines?: Interface): void;
  export * as promises from "node:readline/promises";
  export {};
}

declare module "node:readline/promises" {
  import * as readline from "node:readline";
  import type { Readable, Writable } from "node:stream";
  export interface Interface extends Omit<readline.Interface, "question"> {
    question(query: string, options?: { signal?: AbortSignal }): Promise<string>;
    [Symbol.asyncIterator](): AsyncIterableIterator<string>;
  }
  export function createInterface(options: readline.InterfaceOptions): Interface;
  export function createInterface(input: Readable, output?: Writable): Interface;
  export {};
}

declare module "node:module" {
  export const Module: any;
  export const builtinModules: readonly string[];
  export function createRequire(from: string | URL): NodeRequire;
  export function isBuiltin(name: string): boolean;
  export function syncBuiltinESMExports(): void;
  export function wrap(code: string): string;
  export function findSourceMap(path: string): undefined;
}

declare module "node:async_hooks" {
  /** A store is gone after an await: pass on what is needed there by yourself. */
  export class AsyncLocalStorage<T> {
    static bind<F extends (...values: any[]) => any>(callback: F): F;
    static snapshot(): <R>(callback: (...values: any[]) => R, ...values: any[]) => R;
    getStore(): T | undefined;
    run<R>(store: T, callback: (...values: any[]) => R, ...values: any[]): R;
    exit<R>(callback: (...values: any[]) => R, ...values: any[]): R;
    enterWith(store: T): void;
    disable(): void;
  }
  export class AsyncResource {
    constructor(type: string, options?: object);
    runInAsyncScope<R>(callback: (...values: any[]) => R, self?: unknown, ...values: unknown[]): R;
    bind<F extends (...values: any[]) => any>(callback: F): F;
    emitDestroy(): this;
    asyncId(): number;
    triggerAsyncId(): number;
  }
  export function executionAsyncId(): number;
  export function triggerAsyncId(): number;
  export function executionAsyncResource(): object;
}

declare module "node:perf_hooks" {
  const here: Performance;
  export { here as performance };
  export const constants: Readonly<Record<string, number>>;
}

declare module "node:timers" {
  const later: typeof setTimeout;
  const again: typeof setInterval;
  const soon: typeof setImmediate;
  const notLater: typeof clearTimeout;
  const notAgain: typeof clearInterval;
  const notSoon: typeof clearImmediate;
  export { later as setTimeout, again as setInterval, soon as setImmediate };
  export { notLater as clearTimeout, notAgain as clearInterval, notSoon as clearImmediate };
  export * as promises from "node:timers/promises";
}

declare module "node:timers/promises" {
  interface TimerOptions {
    ref?: boolean;
    signal?: AbortSignal;
  }
  export function setTimeout<T = void>(milliseconds?: number, value?: T, options?: TimerOptions): Promise<T>;
  export function setImmediate<T = void>(value?: T, options?: TimerOptions): Promise<T>;
  export function setInterval<T = void>(milliseconds?: number, value?: T, options?: TimerOptions): AsyncIterableIterator<T>;
  export const scheduler: { wait(milliseconds: number, options?: TimerOptions): Promise<void>; yield(): Promise<void> };
  export {};
}

// One process and one thread: what says so is there, what would make more is not.
declare module "node:cluster" {
  export const isPrimary: true;
  export const isMaster: true;
  export const isWorker: false;
  export const workers: Readonly<Record<string, never>>;
}
declare module "node:worker_threads" {
  export const isMainThread: true;
  export const parentPort: null;
  export const workerData: null;
  export const threadId: 0;
}
declare module "node:zlib" {
  export const constants: Readonly<Record<string, number>>;
}
