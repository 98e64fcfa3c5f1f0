/** Paths, addresses, words: what works on text alone, and asks nobody. */

declare module "node:path" {
  namespace path {
    interface ParsedPath {
      root: string;
      dir: string;
      base: string;
      ext: string;
      name: string;
    }
    interface PlatformPath {
      readonly sep: "/" | "\\";
      readonly delimiter: ":" | ";";
      basename(path: string, suffix?: string): string;
      dirname(path: string): string;
      extname(path: string): string;
      format(parts: Partial<ParsedPath>): string;
      isAbsolute(path: string): boolean;
      join(...parts: string[]): string;
      normalize(path: string): string;
      parse(path: string): ParsedPath;
      relative(from: string, to: string): string;
      resolve(...parts: string[]): string;
      toNamespacedPath(path: string): string;
      readonly posix: PlatformPath;
      readonly win32: PlatformPath;
    }
  }
  const path: path.PlatformPath;
  export = path;
}

declare module "node:url" {
  export interface UrlObject {
    auth?: string | null;
    hash?: string | null;
    host?: string | null;
    hostname?: string | null;
    href?: string | null;
    pathname?: string | null;
    port?: string | number | null;
    protocol?: string | null;
    query?: string | object | null;
    search?: string | null;
    slashes?: boolean | null;
  }
  export class Url implements UrlObject {
    auth: string | null;
    hash: string | null;
    host: string | null;
    hostname: string | null;
    href: string;
    path: string | null;
    pathname: string | null;
    port: string | null;
    protocol: string | null;
    query: any;
    search: string | null;
    slashes: boolean | null;
  }
  const NodeURL: typeof URL;
  const NodeURLSearchParams: typeof URLSearchParams;
  export { NodeURL as URL, NodeURLSearchParams as URLSearchParams };
  export function parse(url: string, parseQuery?: boolean, slashesDenoteHost?: boolean): Url;
  export function resolve(from: string, to: string): string;
  export function resolveObject(from: string, to: string): Url;
  export function format(url: URL | UrlObject | string, options?: object): string;
  export function fileURLToPath(url: string | URL): string;
  export function pathToFileURL(path: string): URL;
  export function urlToHttpOptions(url: URL): { path: string; hostname: string; port?: number; [name: string]: any };
  export function domainToASCII(domain: string): string;
  export function domainToUnicode(domain: string): string;
}

declare module "node:querystring" {
  type Query = NodeJS.Dict<string | string[]>;
  export function stringify(query?: object, separator?: string, equals?: string, options?: object): string;
  export function parse(text: string, separator?: string, equals?: string, options?: object): Query;
  export { parse as decode, stringify as encode };
  export function escape(text: string): string;
  export function unescape(text: string): string;
  export function unescapeBuffer(text: string, decodeSpaces?: boolean): Buffer;
  export {};
}

declare module "node:string_decoder" {
  export class StringDecoder {
    constructor(encoding?: BufferEncoding);
    readonly encoding: BufferEncoding;
    write(bytes: ArrayBufferView): string;
    end(bytes?: ArrayBufferView): string;
  }
}

declare module "node:assert" {
  type Thrown = RegExp | object | Error | ((error: any) => boolean) | (new (...values: any[]) => any);
  type Work = () => unknown;
  type Soon = Promise<unknown> | (() => Promise<unknown>);
  type Message = string | Error;
  function assert(value: unknown, message?: Message): asserts value;
  namespace assert {
    export class AssertionError extends Error {
      constructor(options?: { message?: string; actual?: unknown; expected?: unknown; operator?: string });
      readonly code: "ERR_ASSERTION";
      actual: unknown;
      expected: unknown;
      operator: string;
      generatedMessage: boolean;
    }
    export function fail(message?: Message): never;
    export function ok(value: unknown, message?: Message): asserts value;
    export function equal(actual: unknown, expected: unknown, message?: Message): void;
    export function notEqual(actual: unknown, expected: unknown, message?: Message): void;
    export function deepEqual(actual: unknown, expected: unknown, message?: Message): void;
    export function notDeepEqual(actual: unknown, expected: unknown, message?: Message): void;
    export function strictEqual<T>(actual: unknown, expected: T, message?: Message): asserts actual is T;
    export function notStrictEqual(actual: unknown, expected: unknown, message?: Message): void;
    export function deepStrictEqual<T>(actual: unknown, expected: T, message?: Message): asserts actual is T;
    export function notDeepStrictEqual(actual: unknown, expected: unknown, message?: Message): void;
    export function throws(work: Work, message?: Message): void;
    export function throws(work: Work, expected: Thrown, message?: Message): void;
    export function doesNotThrow(work: Work, message?: Message): void;
    export function rejects(work: Soon, message?: Message): Promise<void>;
    export function rejects(work: Soon, expected: Thrown, message?: Message): Promise<void>;
    export function doesNotReject(work: Soon, message?: Message): Promise<void>;
    export function ifError(value: unknown): asserts value is null | undefined;
    export function match(text: string, expected: RegExp, message?: Message): void;
    export function doesNotMatch(text: string, expected: RegExp, message?: Message): void;
    export const strict: typeof assert;
  }
  export = assert;
}
declare module "node:assert/strict" {
  import assert from "node:assert";
  export = assert;
}
