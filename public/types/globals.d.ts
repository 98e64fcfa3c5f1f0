/**
 * What an agent finds where it runs, without importing anything. The editor checks agents against the files of this
 * folder; tests hold them to the list of what there is (docs/guest-api.md), and to what was tried.
 */

interface Console {
  log(...values: unknown[]): void;
  info(...values: unknown[]): void;
  debug(...values: unknown[]): void;
  warn(...values: unknown[]): void;
  error(...values: unknown[]): void;
  trace(...values: unknown[]): void;
  dir(value: unknown, options?: { depth?: number | null; colors?: boolean }): void;
  table(rows: unknown, columns?: readonly string[]): void;
  assert(condition?: unknown, ...values: unknown[]): void;
  count(label?: string): void;
  countReset(label?: string): void;
  group(...values: unknown[]): void;
  groupEnd(): void;
  time(label?: string): void;
  timeLog(label?: string, ...values: unknown[]): void;
  timeEnd(label?: string): void;
}
declare var console: Console;

declare namespace NodeJS {
  /** What fails in the system: a file that is not there, an address that is not allowed. */
  interface ErrnoException extends Error {
    /** `ENOENT`, `ERR_ACCESS_DENIED` and the like. */
    code?: string;
    errno?: number;
    path?: string;
    syscall?: string;
    /** Of a request that the policy denied: the rule that decided, and its record in the log. */
    rule?: string | null;
    record?: number;
  }
  /** While one runs that is not `unref`ed, the agent does not end. */
  interface Timer {
    ref(): this;
    unref(): this;
    hasRef(): boolean;
  }
  interface Timeout extends Timer {
    refresh(): this;
    close(): this;
    [Symbol.toPrimitive](): number;
  }
  interface Immediate extends Timer {}
  interface Dict<T> {
    [key: string]: T | undefined;
  }
  interface MemoryUsage {
    rss: number;
    heapTotal: number;
    heapUsed: number;
    external: number;
    arrayBuffers: number;
  }
  interface Process extends EventEmitter {
    title: string;
    /** As Node 20 says it. */
    readonly version: string;
    readonly versions: Readonly<Record<string, string>>;
    readonly arch: "x64";
    readonly platform: "linux";
    readonly release: { readonly name: string };
    argv: string[];
    argv0: string;
    execArgv: string[];
    execPath: string;
    readonly pid: number;
    readonly ppid: number;
    debugPort: number;
    readonly features: Readonly<Record<string, boolean>>;
    readonly config: object;
    /** Only the variables that the policy names. */
    env: Dict<string>;
    readonly report: object;
    readonly allowedNodeEnvironmentFlags: ReadonlySet<string>;
    noDeprecation: boolean | undefined;
    exitCode: number | string | null | undefined;
    readonly stdin: import("node:tty").ReadStream;
    readonly stdout: import("node:tty").WriteStream;
    readonly stderr: import("node:tty").WriteStream;
    nextTick<Values extends unknown[]>(callback: (...values: Values) => void, ...values: Values): void;
    exit(code?: number | string | null): never;
    abort(): never;
    kill(pid: number, signal?: string | number): true;
    cwd(): string;
    chdir(directory: string): void;
    umask(mask?: number | string): number;
    uptime(): number;
    hrtime: { (earlier?: [number, number]): [number, number]; bigint(): bigint };
    /** Of the machine that the agent runs in, as a whole. */
    memoryUsage: { (): MemoryUsage; rss(): number };
    constrainedMemory(): number;
    availableMemory(): number;
    resourceUsage(): Record<string, number>;
    cpuUsage(earlier?: { user: number; system: number }): { user: number; system: number };
    emitWarning(warning: string | Error, type?: string, code?: string): void;
    emitWarning(warning: string | Error, options?: { type?: string; code?: string; detail?: string }): void;
    getuid(): number;
    geteuid(): number;
    getgid(): number;
    getegid(): number;
    getgroups(): number[];
    getActiveResourcesInfo(): string[];
    getBuiltinModule(name: string): unknown;
    hasUncaughtExceptionCaptureCallback(): boolean;
    /** Knows no module: it always throws. */
    binding(name: string): never;
    setSourceMapsEnabled(enabled: boolean): void;
    on(event: "exit" | "beforeExit", listener: (code: number) => void): this;
    on(event: "uncaughtException", listener: (error: Error, origin: string) => void): this;
    on(event: "unhandledRejection", listener: (reason: unknown, promise: Promise<unknown>) => void): this;
    on(event: "warning", listener: (warning: Error) => void): this;
    on(event: string | symbol, listener: (...values: any[]) => void): this;
  }
  type EventEmitter = import("node:events").EventEmitter;
}
declare var process: NodeJS.Process;

declare var global: typeof globalThis;

declare function setTimeout<Values extends unknown[]>(
  callback: (...values: Values) => void,
  milliseconds?: number,
  ...values: Values
): NodeJS.Timeout;
declare function setInterval<Values extends unknown[]>(
  callback: (...values: Values) => void,
  milliseconds?: number,
  ...values: Values
): NodeJS.Timeout;
declare function setImmediate<Values extends unknown[]>(
  callback: (...values: Values) => void,
  ...values: Values
): NodeJS.Immediate;
declare function clearTimeout(timer: NodeJS.Timeout | number | string | null | undefined): void;
declare function clearInterval(timer: NodeJS.Timeout | number | string | null | undefined): void;
declare function clearImmediate(timer: NodeJS.Immediate | null | undefined): void;
declare function queueMicrotask(callback: () => void): void;
declare function structuredClone<T>(value: T, options?: { transfer?: readonly ArrayBuffer[] }): T;
declare function atob(text: string): string;
declare function btoa(text: string): string;

interface ImportMeta {
  readonly url: string;
  readonly dirname: string;
  readonly filename: string;
  resolve(name: string): string;
}

// Modules of CommonJS.
declare const __dirname: string;
declare const __filename: string;
interface NodeRequire {
  (name: string): any;
  resolve(name: string): string;
  readonly cache: Record<string, NodeModule | undefined>;
}
interface NodeModule {
  exports: any;
  readonly id: string;
  readonly filename: string;
  readonly loaded: boolean;
  require(name: string): any;
}
declare const require: NodeRequire;
declare const module: NodeModule;
declare const exports: any;
