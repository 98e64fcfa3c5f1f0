/**
 * What an agent finds where it runs: the part of Node's API that is there, and nothing that is not. The editor
 * checks agents against this file, and a test checks the examples.
 */

// --- Globals --------------------------------------------------------------------------------------------------

interface Console {
  log(...values: unknown[]): void;
  info(...values: unknown[]): void;
  warn(...values: unknown[]): void;
  error(...values: unknown[]): void;
  debug(...values: unknown[]): void;
}
declare const console: Console;

interface EventTarget {
  addEventListener(type: string, listener: (event: Event) => void, options?: { once?: boolean }): void;
  removeEventListener(type: string, listener: (event: Event) => void): void;
}
interface Event {
  readonly type: string;
}

interface AbortSignal extends EventTarget {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
}
declare const AbortSignal: {
  abort(reason?: unknown): AbortSignal;
  any(signals: AbortSignal[]): AbortSignal;
  timeout(milliseconds: number): AbortSignal;
};
declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}

declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string;
}

declare class URLSearchParams implements Iterable<[string, string]> {
  constructor(init?: string | Record<string, string> | Iterable<[string, string]>);
  append(name: string, value: string): void;
  delete(name: string): void;
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string): boolean;
  set(name: string, value: string): void;
  entries(): IterableIterator<[string, string]>;
  toString(): string;
  [Symbol.iterator](): IterableIterator<[string, string]>;
}
declare class URL {
  constructor(url: string | URL, base?: string | URL);
  static canParse(url: string, base?: string): boolean;
  hash: string;
  host: string;
  hostname: string;
  href: string;
  readonly origin: string;
  password: string;
  pathname: string;
  port: string;
  protocol: string;
  search: string;
  readonly searchParams: URLSearchParams;
  username: string;
  toString(): string;
}

declare class Headers implements Iterable<[string, string]> {
  constructor(init?: Record<string, string> | Iterable<[string, string]>);
  append(name: string, value: string): void;
  delete(name: string): void;
  get(name: string): string | null;
  has(name: string): boolean;
  set(name: string, value: string): void;
  [Symbol.iterator](): IterableIterator<[string, string]>;
}
interface RequestInit {
  method?: string;
  headers?: Headers | Record<string, string>;
  body?: string | ArrayBuffer | ArrayBufferView | URLSearchParams | null;
  redirect?: "follow" | "manual" | "error";
  signal?: AbortSignal;
}
interface Response {
  readonly headers: Headers;
  readonly ok: boolean;
  readonly redirected: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  arrayBuffer(): Promise<ArrayBuffer>;
  json(): Promise<unknown>;
  text(): Promise<string>;
}
/** Each request, and each hop of a redirect, is decided by the network part of the policy. */
declare function fetch(url: string | URL, init?: RequestInit): Promise<Response>;

declare function structuredClone<T>(value: T): T;
declare function queueMicrotask(callback: () => void): void;
declare function setTimeout(callback: () => void, milliseconds?: number): number;
declare function clearTimeout(id: number | undefined): void;
declare function setInterval(callback: () => void, milliseconds?: number): number;
declare function clearInterval(id: number | undefined): void;
declare const performance: { now(): number };

interface Process {
  readonly argv: string[];
  readonly env: Record<string, string | undefined>;
  readonly pid: number;
  readonly platform: string;
  readonly version: string;
  readonly versions: Record<string, string>;
  exitCode: number | undefined;
  cwd(): string;
  exit(code?: number): never;
  hrtime: { bigint(): bigint };
  readonly stdout: { write(text: string): boolean };
  readonly stderr: { write(text: string): boolean };
}
declare const process: Process;

type BufferEncoding = "utf8" | "utf-8" | "hex" | "base64" | "base64url" | "latin1" | "ascii";
interface Buffer extends Uint8Array<ArrayBuffer> {
  toString(encoding?: BufferEncoding): string;
}
declare const Buffer: {
  from(data: string, encoding?: BufferEncoding): Buffer;
  from(data: ArrayBuffer | Uint8Array | readonly number[]): Buffer;
  alloc(size: number): Buffer;
  byteLength(text: string, encoding?: BufferEncoding): number;
  concat(parts: readonly Uint8Array[]): Buffer;
  isBuffer(value: unknown): value is Buffer;
};

interface ImportMeta {
  readonly url: string;
  readonly dirname: string;
  readonly filename: string;
}

// --- Modules --------------------------------------------------------------------------------------------------

declare module "node:fs" {
  type Data = string | Uint8Array;
  export interface Stats {
    readonly size: number;
    readonly mtimeMs: number;
    isFile(): boolean;
    isDirectory(): boolean;
    isSymbolicLink(): boolean;
  }
  export interface Dirent {
    readonly name: string;
    isFile(): boolean;
    isDirectory(): boolean;
  }
  export function existsSync(path: string): boolean;
  export function readFileSync(path: string): Buffer;
  export function readFileSync(path: string, encoding: BufferEncoding): string;
  export function writeFileSync(path: string, data: Data): void;
  export function appendFileSync(path: string, data: Data): void;
  export function mkdirSync(path: string, options?: { recursive?: boolean }): void;
  export function readdirSync(path: string): string[];
  export function readdirSync(path: string, options: { withFileTypes: true }): Dirent[];
  export function rmSync(path: string, options?: { recursive?: boolean; force?: boolean }): void;
  export function unlinkSync(path: string): void;
  export function renameSync(from: string, to: string): void;
  export function copyFileSync(from: string, to: string): void;
  export function statSync(path: string): Stats;
  export function lstatSync(path: string): Stats;
  export function realpathSync(path: string): string;
  export function symlinkSync(target: string, path: string): void;
  export function linkSync(existing: string, path: string): void;
  export function readlinkSync(path: string): string;
  export * as promises from "node:fs/promises";
}

declare module "node:fs/promises" {
  export function readFile(path: string): Promise<Buffer>;
  export function readFile(path: string, encoding: BufferEncoding): Promise<string>;
  export function writeFile(path: string, data: string | Uint8Array): Promise<void>;
  export function appendFile(path: string, data: string | Uint8Array): Promise<void>;
  export function mkdir(path: string, options?: { recursive?: boolean }): Promise<void>;
  export function readdir(path: string): Promise<string[]>;
  export function rm(path: string, options?: { recursive?: boolean; force?: boolean }): Promise<void>;
  export function rename(from: string, to: string): Promise<void>;
  export function stat(path: string): Promise<import("node:fs").Stats>;
}

declare module "node:path" {
  export const sep: "/";
  export function basename(path: string, suffix?: string): string;
  export function dirname(path: string): string;
  export function extname(path: string): string;
  export function isAbsolute(path: string): boolean;
  export function join(...parts: string[]): string;
  export function normalize(path: string): string;
  export function relative(from: string, to: string): string;
  export function resolve(...parts: string[]): string;
}

declare module "node:os" {
  export const EOL: "\n";
  export function tmpdir(): string;
}

declare module "node:crypto" {
  export interface Hash {
    update(data: string | Uint8Array): Hash;
    digest(encoding: "hex" | "base64" | "base64url"): string;
    digest(): Buffer;
  }
  export function createHash(algorithm: "sha256" | "sha512" | "sha1"): Hash;
  export function createHmac(algorithm: "sha256" | "sha512" | "sha1", key: string | Uint8Array): Hash;
  export function randomBytes(size: number): Buffer;
  export function randomUUID(): string;
}

declare module "node:child_process" {
  export interface RunOptions {
    cwd?: string;
    encoding?: "utf8";
    timeout?: number;
    input?: string;
  }
  /** Each command is decided by the exec part of the policy, as a list of words and never as a line of text. */
  export function execFileSync(file: string, args?: readonly string[], options?: RunOptions): string;
  export function execSync(command: string, options?: RunOptions): string;
}

declare module "node:dns/promises" {
  export function lookup(name: string): Promise<{ address: string; family: 4 | 6 }>;
}

declare module "node:events" {
  export class EventEmitter {
    on(name: string, listener: (...values: never[]) => void): this;
    once(name: string, listener: (...values: never[]) => void): this;
    off(name: string, listener: (...values: never[]) => void): this;
    emit(name: string, ...values: unknown[]): boolean;
  }
}

declare module "node:assert" {
  export function ok(value: unknown, message?: string): asserts value;
  export function equal(actual: unknown, expected: unknown, message?: string): void;
  export function strictEqual(actual: unknown, expected: unknown, message?: string): void;
  export function deepStrictEqual(actual: unknown, expected: unknown, message?: string): void;
}

declare module "node:url" {
  const NodeURL: typeof URL;
  const NodeURLSearchParams: typeof URLSearchParams;
  export { NodeURL as URL, NodeURLSearchParams as URLSearchParams };
  export function fileURLToPath(url: string | URL): string;
  export function pathToFileURL(path: string): URL;
}

declare module "node:util" {
  export function format(...values: unknown[]): string;
  export function inspect(value: unknown, options?: { depth?: number | null }): string;
}

declare module "node:timers/promises" {
  export function setTimeout(milliseconds: number): Promise<void>;
}

declare module "aegis:model" {
  export interface Call {
    readonly id: string;
    readonly name: string;
    readonly arguments: object;
  }
  export interface Message {
    readonly role: "system" | "user" | "assistant" | "tool";
    readonly content?: string;
    readonly tool_calls?: readonly Call[];
    readonly tool_call_id?: string;
  }
  export interface ChatRequest {
    readonly model: string;
    readonly messages: readonly Message[];
    readonly tools?: readonly { readonly name: string; readonly description?: string; readonly schema?: object }[];
    readonly max_tokens?: number;
  }
  export interface End {
    readonly finish: "stop" | "tool_calls" | "length";
    readonly usage: { readonly input_tokens: number; readonly output_tokens: number; readonly cost_usd?: number };
  }
  export type Piece = { readonly text: string } | { readonly call: Call } | { readonly end: End };
  export function chat(
    request: ChatRequest & { readonly stream: true },
    options?: { readonly signal?: AbortSignal },
  ): AsyncIterable<Piece>;
  export function chat(
    request: ChatRequest,
    options?: { readonly signal?: AbortSignal },
  ): Promise<{ readonly model: string; readonly message: Message } & End>;
}

declare module "aegis:tools" {
  export interface Tool {
    readonly name: string;
    readonly description: string;
    readonly schema?: object;
  }
  interface Options {
    readonly signal?: AbortSignal;
  }
  export function call(name: string, args?: object, options?: Options): Promise<unknown>;
  export const tools: Readonly<Record<string, (args?: object, options?: Options) => Promise<unknown>>>;
  export function list(options?: Options): Promise<Tool[]>;
}

declare module "aegis:agents" {
  export interface Outcome {
    readonly output: unknown;
    readonly code: number;
    readonly reason: string;
    readonly text: string;
    readonly session: string;
  }
  export function spawn(
    name: string,
    input?: unknown,
    options?: { readonly signal?: AbortSignal },
  ): Promise<Outcome>;
  export function input(): unknown;
  export function reply(output: unknown): void;
}

// Modules that an agent may try to import, and that no sandbox hands out.
declare module "node:vm" {
  export function runInNewContext(code: string): unknown;
}
declare module "node:worker_threads" {
  export class Worker {
    constructor(file: string, options?: { eval?: boolean });
    once(name: "message", listener: (value: unknown) => void): this;
    once(name: "error", listener: (error: Error) => void): this;
  }
}
