/** `URL` and `URLSearchParams` of the standard, shown and failing as in Node. */
import * as whatwg from "whatwg-url";
import { codedError } from "../../core/errors";
import { inspect } from "../../packages/inspect";

const CUSTOM = Symbol.for("nodejs.util.inspect.custom");
interface Parameters {
  append(name: string, value: string): void;
  delete(name: string, value?: string): void;
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string, value?: string): boolean;
  set(name: string, value: string): void;
  sort(): void;
  readonly size: number;
  toString(): string;
  [Symbol.iterator](): IterableIterator<[string, string]>;
}
interface Url {
  get href(): string;
  set href(value: unknown);
  readonly origin: string;
  protocol: string;
  username: string;
  password: string;
  host: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  readonly searchParams: Parameters;
  hash: string;
  toString(): string;
  toJSON(): string;
}
const Base = (whatwg as unknown as { URL: new (url: string, base?: string) => Url }).URL;
export const URLSearchParams = (whatwg as unknown as { URLSearchParams: new (init?: unknown) => Parameters })
  .URLSearchParams;
export type URLSearchParams = Parameters;

const FIELDS = [
  "href",
  "origin",
  "protocol",
  "username",
  "password",
  "host",
  "hostname",
  "port",
  "pathname",
  "search",
  "searchParams",
  "hash",
] as const;

function invalidUrl(input: string, base?: string): Error {
  return Object.assign(codedError(TypeError, "ERR_INVALID_URL", "Invalid URL"), {
    input,
    ...(base !== undefined && { base }),
  });
}

export class URL extends Base {
  constructor(url: unknown, base?: unknown) {
    const [input, start] = [String(url), base === undefined ? undefined : String(base)];
    try {
      if (start === undefined) super(input);
      else super(input, start);
    } catch {
      throw invalidUrl(input, start);
    }
  }
  override get href(): string {
    return super.href;
  }
  override set href(value: unknown) {
    try {
      super.href = String(value);
    } catch {
      throw invalidUrl(String(value));
    }
  }
  static canParse(url: unknown, base?: unknown): boolean {
    try {
      return new URL(url, base) !== undefined;
    } catch {
      return false;
    }
  }
  static parse(url: unknown, base?: unknown): URL | null {
    try {
      return new URL(url, base);
    } catch {
      return null;
    }
  }
}

function define(target: object, name: symbol, value: unknown): void {
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
}

define(URL.prototype, CUSTOM, function (this: Url, depth: number, options: object) {
  if (depth < 0) return this.href;
  const shown = Object.create({ constructor: URL }) as Record<string, unknown>;
  for (const field of FIELDS) shown[field] = this[field];
  return `URL ${inspect({ ...shown }, options)}`;
});
define(
  URLSearchParams.prototype as object,
  CUSTOM,
  function (this: Parameters, depth: number, options: object) {
    if (depth < 0) return "[Object]";
    const parts = [...this].map(([name, value]) => `${inspect(name, options)} => ${inspect(value, options)}`);
    return parts.length === 0 ? "URLSearchParams {}" : `URLSearchParams { ${parts.join(", ")} }`;
  },
);
