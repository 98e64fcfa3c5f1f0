import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AegisError } from "@/lib/errors";
import { readSentBatch } from "../audit/ingest";
import type { Env } from "../env";
import { type AnswerHeaders, answerHeaders } from "../http/answer-headers";
import { errorAnswer, REQUEST_ID_HEADER } from "../http/answers";
import { readIncoming } from "../http/body";
import { cookieOf } from "../http/cookie-header";
import type { Front } from "../http/front";
import { isOurHost } from "../http/host";
import { ReadRequest, type RequestHead } from "../http/read-request";
import { ownTurn } from "../http/turn";
import { logError } from "../log";
import { answerProcedures, ENDPOINT } from "./endpoint";

/** What is sent often, and much of it. */
const APPEND = `${ENDPOINT}/audit.append`;

/**
 * What is sent to procedures, taken before Next sees it: batches of records come many times a second, and the way through
 * Next costs more than what is done with one (docs/decisions/017). Everything that the proxy does in front of Next is done
 * here by the same functions: whose host, our own request id, the headers of the path; then come the same checks and
 * procedures. What is only read, what has another method and what is spelled in another way goes the way of all pages.
 */
export function procedureFront(env: Env): Front {
  return (request, response) => {
    const isOurs = request.method === "POST" && request.url?.startsWith(`${ENDPOINT}/`) === true;
    return isOurs ? handle(request, response, env) : undefined;
  };
}

async function handle(request: IncomingMessage, response: ServerResponse, env: Env): Promise<void> {
  // The host that a client names is never repeated to it, nor looked at but here.
  const url = new URL(request.url ?? "", "http://localhost");
  const all = answerHeaders(url.pathname, env);
  try {
    const answer = isOurHost(request.headers.host ?? null, env.publicUrl)
      ? await answerProcedures(askedBy(request, url, all))
      : errorAnswer(new AegisError("WRONG_HOST"), all.requestId);
    await send(response, answer, all);
  } catch (thrown) {
    // Of somebody who left nothing is to be said; everything else was answered above.
    if (!response.destroyed) logError("trpc.front", thrown, { requestId: all.requestId });
    response.destroy();
  }
}

function askedBy(request: IncomingMessage, url: URL, { requestId }: AnswerHeaders) {
  const head: RequestHead = { url: url.href, method: "POST", headers: headersOf(request) };
  head.headers.set(REQUEST_ID_HEADER, requestId);
  return {
    head,
    cookie: (name: string) => cookieOf(request.headers.cookie, name),
    async whole() {
      const body = await readIncoming(request);
      await ownTurn();
      return new ReadRequest(head, body, url.pathname === APPEND ? readSentBatch : undefined);
    },
  };
}

function headersOf({ headers }: IncomingMessage): Headers {
  const all = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) all.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return all;
}

async function send(response: ServerResponse, answer: Response, { headers }: AnswerHeaders): Promise<void> {
  response.statusCode = answer.status;
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (answer.headers.get("content-type")?.startsWith("application/json")) {
    response.end(await answer.text());
  } else if (answer.body) {
    await pipeline(Readable.fromWeb(answer.body as never), response);
  } else {
    response.end();
  }
}
