/**
 * One HTTP exchange by the page, for a cell: without the visitor's credentials, referrer or cache, and following nothing.
 * The server of the other side has to allow it (CORS), and so has the page's own policy; an egress proxy has neither limit.
 */
import type { Http, HttpResponse } from "../../../calls/network";

export const RESPONSE_LIMIT_BYTES = 32 * 1024 * 1024;

/** Why it failed, in a sentence of ours: what the browser says of it may name what the guest must not know. */
export class HttpFault extends Error {
  override readonly name = "HttpFault";
}

const BODILESS: ReadonlySet<string> = new Set(["GET", "HEAD"]);

export const pageHttp: Http = async ({ method, url, headers, body }, signal): Promise<HttpResponse> => {
  if (body && BODILESS.has(method.toUpperCase())) throw new HttpFault(`a ${method} has no body in a browser`);
  const response = await fetch(url, {
    method,
    headers: headers.map(([name, value]) => [name, value] as [string, string]),
    ...(body && { body: new Uint8Array(body) }),
    credentials: "omit",
    referrerPolicy: "no-referrer",
    cache: "no-store",
    redirect: "manual",
    mode: "cors",
    signal: signal as AbortSignal,
  }).catch((): never => {
    throw new HttpFault("the server could not be reached from this page, or does not allow it");
  });
  if (response.type === "opaqueredirect") {
    throw new HttpFault("the server redirects, which a page can neither see nor follow");
  }
  return {
    status: response.status,
    statusText: response.statusText,
    headers: [...response.headers],
    body: await bodyOf(response),
  };
};

async function bodyOf({ body }: Response): Promise<Uint8Array> {
  if (body === null) return new Uint8Array(0);
  const reader = body.getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > RESPONSE_LIMIT_BYTES) {
      void reader.cancel().catch(() => {});
      throw new HttpFault("the answer is larger than a guest may receive");
    }
    pieces.push(value);
  }
  if (pieces.length === 1) return pieces[0] as Uint8Array;
  const all = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
