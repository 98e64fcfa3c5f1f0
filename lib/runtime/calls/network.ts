/**
 * Fetching. Every hop of a redirect is a request of its own, decided and recorded like the first: a server that is allowed
 * must not lead to one that is not. The effect gets the canonical URL and never follows anything by itself.
 */
import { z } from "zod";
import type { Action } from "../../mediator/action";
import type { Mediator } from "../../mediator/mediator";
import { errorName } from "../../mediator/recorded";
import type { Handlers, Result } from "./handler";
import type { FetchResponse } from "./protocol";
import { Refused } from "./refused";
import { CallFault, invalid } from "./values";

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: Uint8Array;
}
export interface HttpResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
}
/** Does one exchange, of which it follows nothing. */
export type Http = (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>;

const HOP_LIMIT = 20;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** What must not go with a request to another origin: the answer of one server must not carry secrets to another. */
const PRIVATE_HEADERS: ReadonlySet<string> = new Set(["authorization", "cookie", "proxy-authorization"]);

const requestSchema = z.strictObject({
  url: z.string(),
  method: z.string().regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,32}$/),
  headers: z.array(z.tuple([z.string(), z.string()])).max(256),
  redirect: z.enum(["follow", "manual", "error"]),
});

export function networkCalls(mediator: Mediator, http: Http): Handlers<"net.fetch"> {
  return {
    "net.fetch": async (values, bytes, signal): Promise<Result> => {
      const parsed = requestSchema.safeParse(values.data(0));
      if (!parsed.success) throw invalid("A request with url, method, headers and redirect");
      const { redirect, ...first } = parsed.data;
      let request: HttpRequest = { ...first, ...(bytes && { body: bytes }) };
      for (let hops = 0; ; hops++) {
        const { url, response } = await exchange({ mediator, http, signal }, request);
        const next = REDIRECTS.has(response.status) ? locationOf(response, url) : undefined;
        if (next === undefined || redirect === "manual") return shown(url, response, hops > 0);
        if (redirect === "error") throw failed("unexpected redirect");
        if (hops === HOP_LIMIT) throw failed("redirect count exceeded");
        request = following(request, url, next, response.status);
      }
    },
  };
}

interface Exchanging {
  readonly mediator: Mediator;
  readonly http: Http;
  readonly signal: AbortSignal | undefined;
}

async function exchange({ mediator, http, signal }: Exchanging, request: HttpRequest) {
  const action: Action<{ url: string; response: HttpResponse }> = {
    requests: [{ op: "net.fetch", method: request.method, url: request.url }],
    outside: true,
    ...(request.body && { payload: request.body }),
    perform: async ([decision], { signal: ending }) => {
      const { url, method } = decision?.canonical ?? {};
      if (typeof url !== "string" || typeof method !== "string")
        throw new RangeError("a fetch has a canonical form");
      return { url, response: await http({ ...request, url, method }, ending) };
    },
    outcome: ({ response: { status, body } }) => ({ code: status, payload: body }),
  };
  try {
    return await mediator.act(action, signal && { signal });
  } catch (thrown) {
    if (thrown instanceof Refused || thrown instanceof CallFault) throw thrown;
    // What a network says when it fails is for the guest by its code alone: messages name addresses of the host's side.
    throw failed(errorName(thrown));
  }
}

function locationOf({ headers }: HttpResponse, base: string): string | undefined {
  const location = headers.find(([name]) => name.toLowerCase() === "location")?.[1];
  if (location === undefined) return undefined;
  if (!URL.canParse(location, base)) throw failed("a redirect to what is no URL");
  return new URL(location, base).href;
}

/** As the Fetch standard has it: some answers turn into a GET, and another origin gets no private headers. */
function following(request: HttpRequest, from: string, to: string, status: number): HttpRequest {
  const isGet =
    (status === 303 && request.method !== "GET" && request.method !== "HEAD") ||
    ((status === 301 || status === 302) && request.method === "POST");
  const isForeign = new URL(from).origin !== new URL(to).origin;
  const headers = request.headers.filter(([name]) => {
    const lower = name.toLowerCase();
    return !(isForeign && PRIVATE_HEADERS.has(lower)) && !(isGet && lower.startsWith("content-"));
  });
  const { body } = request;
  return { url: to, method: isGet ? "GET" : request.method, headers, ...(body && !isGet && { body }) };
}

function shown(
  url: string,
  { status, statusText, headers, body }: HttpResponse,
  redirected: boolean,
): Result {
  const value: FetchResponse = { url, status, statusText, headers, redirected };
  return { value, bytes: body };
}

function failed(why: string): CallFault {
  return new CallFault({ name: "TypeError", message: "fetch failed", reason: why });
}
