/** One HTTP exchange, of which nothing is followed. The URL is canonical and was allowed; nothing here decides about it. */
import { type IncomingMessage, request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import type { Http, HttpRequest, HttpResponse } from "../../calls/network";
import { guardedLookup } from "./guarded-lookup";

export const RESPONSE_LIMIT_BYTES = 32 * 1024 * 1024;

export class AnswerTooLong extends Error {
  override readonly name = "AnswerTooLong";

  constructor(limit: number) {
    super(`The answer is larger than ${limit} bytes.`);
  }
}

const IDLE_MS = 60_000;

/** What belongs to the connection and not to the message: the guest has no say in it, nor any use of it. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  "host",
  "connection",
  "keep-alive",
  "proxy-connection",
  "proxy-authorization",
  "transfer-encoding",
  "content-length",
  "upgrade",
  "te",
  "trailer",
  "expect",
]);

export const nodeHttp: Http = limitedHttp(RESPONSE_LIMIT_BYTES);

/** For whoever expects little: one that answers much more is cut off, before it has filled the memory of many calls. */
export function limitedHttp(limit: number): Http {
  return (request, signal) => exchange(request, signal, limit);
}

function exchange(request: HttpRequest, signal: AbortSignal, limit: number): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const url = new URL(request.url);
    const send = url.protocol === "https:" ? secureRequest : plainRequest;
    const sent = send(
      url,
      {
        method: request.method,
        headers: headersOf(request),
        lookup: guardedLookup(url.hostname),
        // A connection that another call left behind may lead to an address that nobody judged for this one.
        agent: false,
        signal: signal as globalThis.AbortSignal,
        timeout: IDLE_MS,
      },
      (response) => {
        read(response, limit).then(resolve, reject);
      },
    );
    sent.on("timeout", () => sent.destroy(new Error("The server was silent for too long.")));
    sent.on("error", reject);
    sent.end(request.body);
  });
}

function headersOf({ headers, body }: HttpRequest): Record<string, string | string[] | number> {
  const result: Record<string, string | string[] | number> = Object.create(null);
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (OWN_HEADERS.has(lower)) continue;
    const known = result[lower];
    if (known === undefined) result[lower] = value;
    else result[lower] = [...(Array.isArray(known) ? known : [`${known}`]), value];
  }
  if (body) result["content-length"] = body.length;
  return result;
}

async function read(response: IncomingMessage, limit: number): Promise<HttpResponse> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) {
      response.destroy();
      throw new AnswerTooLong(limit);
    }
    chunks.push(chunk);
  }
  const headers: [string, string][] = [];
  const { rawHeaders } = response;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    headers.push([rawHeaders[i] as string, rawHeaders[i + 1] as string]);
  }
  return {
    status: response.statusCode ?? 0,
    statusText: response.statusMessage ?? "",
    headers,
    body: new Uint8Array(Buffer.concat(chunks)),
  };
}
