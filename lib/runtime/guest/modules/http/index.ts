/** The modules `http` and `https`, as clients. A request goes out when it is ended, and its answer comes whole. */

import type { FetchResponse } from "../../../calls/protocol";
import { Buffer } from "../../buffer/buffer";
import { abortError, codedError, invalidArgType, unsupported } from "../../core/errors";
import { askLater } from "../../core/host";
import { addTick } from "../../core/loop";
import { setTimeout, type Timeout } from "../../globals/timers";
import type { AbortSignal } from "../../web/abort";
import { Readable, Writable } from "../stream";
import { URL } from "../url/whatwg";
import { METHODS, STATUS_CODES } from "./status";
import { validateHeaderName, validateHeaderValue } from "./validate";

type HeaderValue = string | number | readonly string[];
interface Options {
  readonly [name: string]: unknown;
  readonly protocol?: string;
  readonly hostname?: string;
  readonly host?: string;
  readonly port?: number | string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, HeaderValue>>;
  readonly auth?: string;
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}
type Listener = (answer: IncomingMessage) => void;

export class IncomingMessage extends Readable {
  httpVersion = "1.1";
  httpVersionMajor = 1;
  httpVersionMinor = 1;
  complete = false;
  statusCode: number;
  statusMessage: string;
  headers: Record<string, string | string[]> = {};
  rawHeaders: string[] = [];
  trailers = {};
  url = "";
  socket = {};
  constructor({ status, statusText, headers }: FetchResponse, bytes: Uint8Array) {
    super({ read: () => {} });
    this.statusCode = status;
    this.statusMessage = statusText || STATUS_CODES[status] || "";
    for (const [name, value] of headers) this.#add(name, value);
    if (bytes.length > 0) this.push(Buffer.from(bytes));
    this.complete = true;
    this.push(null);
  }
  #add(name: string, value: string): void {
    this.rawHeaders.push(name, value);
    const key = name.toLowerCase();
    const before = this.headers[key];
    if (key === "set-cookie") this.headers[key] = [...((before as string[] | undefined) ?? []), value];
    else this.headers[key] = before === undefined ? value : `${before}, ${value}`;
  }
  setTimeout(): this {
    return this;
  }
}

export class ClientRequest extends Writable {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly protocol: string;
  aborted = false;
  reusedSocket = false;
  socket = null;
  #headers = new Map<string, { name: string; value: HeaderValue }>();
  readonly #url: string;
  readonly #parts: Uint8Array[] = [];
  #cancel = () => {};
  #timer: Timeout | undefined;

  constructor(options: Options, protocol: string, listener?: Listener) {
    // All of it is sent when it finishes; what comes back, or why nothing does, comes after that.
    super({ autoDestroy: false });
    this.protocol = options.protocol ?? protocol;
    if (this.protocol !== protocol) {
      throw codedError(
        TypeError,
        "ERR_INVALID_PROTOCOL",
        `Protocol "${this.protocol}" not supported. Expected "${protocol}"`,
      );
    }
    this.method = (options.method ?? "GET").toUpperCase();
    this.path = options.path ?? "/";
    if (/[^\x21-\xff]/.test(this.path))
      throw codedError(TypeError, "ERR_UNESCAPED_CHARACTERS", "Request path contains unescaped characters");
    this.host = options.hostname ?? options.host ?? "localhost";
    const isPlainPort = options.port === undefined || options.port === "" || options.port === null;
    const name = this.host.includes(":") && !this.host.startsWith("[") ? `[${this.host}]` : this.host;
    this.#url = `${protocol}//${name}${isPlainPort ? "" : `:${options.port}`}${this.path}`;
    for (const [key, value] of Object.entries(options.headers ?? {}))
      if (value !== undefined) this.setHeader(key, value);
    if (options.auth && !this.hasHeader("authorization"))
      this.setHeader("Authorization", `Basic ${Buffer.from(options.auth).toString("base64")}`);
    if (listener) this.once("response", listener as never);
    if (options.timeout) this.setTimeout(options.timeout);
    const { signal } = options;
    const abort = () => this.destroy(abortError(signal?.reason));
    if (signal?.aborted) addTick(abort);
    else signal?.addEventListener("abort", abort, { once: true });
  }

  _write(chunk: Uint8Array, _encoding: unknown, done: () => void): void {
    this.#parts.push(chunk);
    done();
  }
  _final(done: () => void): void {
    this.#send();
    done();
  }
  _destroy(error: unknown, done: (error: unknown) => void): void {
    this.#cancel();
    this.#timer?.close();
    done(error);
  }
  #send(): void {
    const headers: [string, string][] = [];
    for (const { name, value } of this.#headers.values()) {
      for (const each of Array.isArray(value) ? value : [value]) headers.push([name, String(each)]);
    }
    const body = this.#parts.length > 0 ? Buffer.concat(this.#parts) : undefined;
    const fail = (error: unknown) => {
      if (!this.destroyed) this.destroy(error);
    };
    try {
      const request = { url: this.#url, method: this.method, headers, redirect: "manual" as const };
      const { settled, cancel } = askLater("net.fetch", [request], body);
      this.#cancel = cancel;
      settled.then(({ value, bytes = new Uint8Array(0) }) => {
        this.#timer?.close();
        this.#cancel = () => {};
        if (this.destroyed) return;
        const answer = new IncomingMessage(value as FetchResponse, bytes);
        // Nobody listens: it is read to its end, so that `close` comes.
        if (!this.emit("response", answer)) answer.resume();
        answer.on("close", () => this.emit("close"));
      }, fail);
    } catch (error) {
      addTick(() => fail(error));
    }
  }

  setHeader(name: string, value: HeaderValue): this {
    if (value === undefined)
      throw codedError(
        TypeError,
        "ERR_HTTP_INVALID_HEADER_VALUE",
        `Invalid value "undefined" for header "${name}"`,
      );
    if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name))
      throw codedError(
        TypeError,
        "ERR_INVALID_HTTP_TOKEN",
        `Header name must be a valid HTTP token ["${name}"]`,
      );
    this.#headers.set(name.toLowerCase(), { name, value });
    return this;
  }
  getHeader(name: string): HeaderValue | undefined {
    return this.#headers.get(name.toLowerCase())?.value;
  }
  hasHeader(name: string): boolean {
    return this.#headers.has(name.toLowerCase());
  }
  removeHeader(name: string): void {
    this.#headers.delete(name.toLowerCase());
  }
  getHeaders(): Record<string, HeaderValue> {
    return Object.fromEntries([...this.#headers].map(([key, { value }]) => [key, value]));
  }
  getHeaderNames(): string[] {
    return [...this.#headers.keys()];
  }
  setTimeout(delay: number, listener?: () => void): this {
    if (listener) this.once("timeout", listener);
    this.#timer?.close();
    this.#timer = setTimeout(() => this.emit("timeout"), delay).unref();
    return this;
  }
  flushHeaders(): void {}
  setNoDelay(): void {}
  setSocketKeepAlive(): void {}
  abort(): void {
    this.aborted = true;
    this.destroy();
  }
}

function clientOf(protocol: string, name: string) {
  const request = (first: unknown, ...rest: unknown[]): ClientRequest => {
    let options = (
      typeof first === "object" && first !== null && !(first instanceof URL) ? first : {}
    ) as Options;
    if (typeof first === "string" || first instanceof URL) {
      const url = new URL(first);
      options = {
        protocol: url.protocol,
        hostname: url.hostname,
        port: url.port,
        path: `${url.pathname}${url.search}`,
        ...(url.username && {
          auth: `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`,
        }),
      };
      if (typeof rest[0] === "object" && rest[0] !== null) options = { ...options, ...(rest[0] as Options) };
    } else if (typeof first !== "object" || first === null)
      throw invalidArgType("url", ["string", "URL", "Object"], first);
    return new ClientRequest(
      options,
      protocol,
      rest.find((each) => typeof each === "function") as Listener | undefined,
    );
  };
  class Agent {
    readonly options: object;
    readonly protocol = protocol;
    maxSockets = Number.POSITIVE_INFINITY;
    constructor(options: object = {}) {
      this.options = options;
    }
    destroy(): void {}
  }
  return {
    METHODS,
    STATUS_CODES,
    Agent,
    ClientRequest,
    IncomingMessage,
    createServer: () => {
      throw unsupported(`${name}.createServer: nobody could reach a server in here`);
    },
    request,
    get: (first: unknown, ...rest: unknown[]) => {
      const made = request(first, ...rest);
      made.end();
      return made;
    },
    globalAgent: new Agent(),
    maxHeaderSize: 16384,
    validateHeaderName,
    validateHeaderValue,
  };
}

export const http = clientOf("http:", "http");
export const https = clientOf("https:", "https");
