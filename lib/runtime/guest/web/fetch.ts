/** `fetch`, `Request` and `Response`. One call of the host is the whole exchange, redirects and all: each hop is decided there. */
import type { FetchResponse } from "../../calls/protocol";
import { askLater } from "../core/host";
import { URL } from "../modules/url/whatwg";
import { AbortController, type AbortSignal } from "./abort";
import { Body, sourceOf } from "./body";
import { Headers } from "./headers";

type Redirect = "follow" | "manual" | "error";
interface RequestInit {
  readonly method?: unknown;
  readonly headers?: unknown;
  readonly body?: unknown;
  readonly redirect?: Redirect;
  readonly signal?: AbortSignal | null;
  readonly [name: string]: unknown;
}
const UPPER = new Set(["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"]);
const NO_BODY = new Set([101, 204, 205, 304]);

function methodOf(value: unknown): string {
  const method = String(value);
  if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(method))
    throw new TypeError(`'${method}' is not a valid HTTP method.`);
  return UPPER.has(method.toUpperCase()) ? method.toUpperCase() : method;
}

export class Request extends Body {
  readonly url: string;
  readonly method: string;
  readonly redirect: Redirect;
  readonly signal: AbortSignal;
  readonly credentials = "same-origin";
  readonly mode = "cors";
  readonly cache = "default";
  readonly duplex = "half";

  constructor(input: unknown, init: RequestInit = {}) {
    const before = input instanceof Request ? input : undefined;
    let url: URL;
    try {
      url = new URL(before ? before.url : input);
    } catch (cause) {
      throw new TypeError(`Failed to parse URL from ${String(input)}`, { cause });
    }
    if (url.username || url.password)
      throw new TypeError(
        `Request cannot be constructed from a URL that includes credentials: ${String(input)}`,
      );
    const method = init.method === undefined ? (before?.method ?? "GET") : methodOf(init.method);
    const hasBody = init.body !== undefined && init.body !== null;
    if (hasBody && (method === "GET" || method === "HEAD"))
      throw new TypeError("Request with GET/HEAD method cannot have body.");
    const source = hasBody ? sourceOf(init.body) : before ? before.share() : {};
    super(source, new Headers(init.headers ?? before?.headers));
    this.url = url.href;
    this.method = method;
    this.redirect = init.redirect ?? before?.redirect ?? "follow";
    this.signal = init.signal ?? before?.signal ?? new AbortController().signal;
  }
  clone(): Request {
    return new Request(this);
  }
  get [Symbol.toStringTag](): string {
    return "Request";
  }
}

interface ResponseInit {
  readonly status?: number;
  readonly statusText?: string;
  readonly headers?: unknown;
}
interface Shown {
  readonly url: string;
  readonly redirected: boolean;
  readonly type: string;
}

export class Response extends Body {
  readonly status: number;
  readonly statusText: string;
  #shown: Shown = { url: "", redirected: false, type: "default" };

  constructor(body?: unknown, init: ResponseInit = {}) {
    const { status = 200, statusText = "" } = init ?? {};
    if (!Number.isInteger(status) || status < 200 || status > 599) {
      throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
    }
    if (body !== null && body !== undefined && NO_BODY.has(status)) {
      throw new TypeError(`Response constructor: Invalid response status code ${status}`);
    }
    super(sourceOf(body), new Headers(init?.headers));
    this.status = status;
    this.statusText = String(statusText);
  }
  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }
  get url(): string {
    return this.#shown.url;
  }
  get redirected(): boolean {
    return this.#shown.redirected;
  }
  get type(): string {
    return this.#shown.type;
  }
  clone(): Response {
    const { stream, bytes } = this.share();
    return Response.shown(new Response(stream ?? bytes ?? null, this), this.#shown);
  }
  static shown(response: Response, shown: Shown): Response {
    response.#shown = shown;
    return response;
  }
  static json(data: unknown, init: ResponseInit = {}): Response {
    const headers = new Headers(init.headers);
    if (!headers.has("content-type")) headers.set("content-type", "application/json");
    return new Response(JSON.stringify(data), { ...init, headers });
  }
  static error(): Response {
    return Response.shown(new Response(), { url: "", redirected: false, type: "error" });
  }
  static redirect(url: unknown, status = 302): Response {
    if (![301, 302, 303, 307, 308].includes(status)) throw new RangeError(`Invalid status code ${status}`);
    return new Response(null, { status, headers: { location: new URL(url).href } });
  }
  get [Symbol.toStringTag](): string {
    return "Response";
  }
}
Object.defineProperty(Response, "shown", { enumerable: false });
const { shown } = Response;

function failed(cause: unknown): TypeError {
  return new TypeError("fetch failed", { cause });
}

export async function fetch(input: unknown, init: RequestInit = {}): Promise<Response> {
  const request = new Request(input, init);
  const { signal } = request;
  signal.throwIfAborted();
  const body = await request.take();
  if (!request.headers.has("accept")) request.headers.set("accept", "*/*");
  const { url, method, redirect } = request;
  let call: ReturnType<typeof askLater>;
  try {
    call = askLater("net.fetch", [{ url, method, redirect, headers: [...request.headers] }], body);
  } catch (error) {
    throw failed(error);
  }
  return new Promise((resolve, reject) => {
    const abort = () => {
      call.cancel();
      reject(signal.reason);
    };
    signal.addEventListener("abort", abort, { once: true });
    const done = () => signal.removeEventListener("abort", abort);
    call.settled.then(
      ({ value, bytes }) => {
        done();
        resolve(responseOf(value as FetchResponse, bytes));
      },
      (error) => {
        done();
        reject(failed(error));
      },
    );
  });
}

function responseOf(
  { url, status, statusText, headers, redirected }: FetchResponse,
  bytes: Uint8Array | undefined,
): Response {
  const isEmpty = NO_BODY.has(status);
  return shown(new Response(isEmpty ? null : bytes, { status, statusText, headers }), {
    url,
    redirected,
    type: "basic",
  });
}
