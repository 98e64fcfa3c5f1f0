import "server-only";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import type { NextRequest } from "next/server";
import { AegisError, ERRORS, toAegisError } from "@/lib/errors";
import { errorAnswer, REQUEST_ID_HEADER } from "../http/answers";
import { readBody } from "../http/body";
import { isCrossSite } from "../http/cross-site";
import { type BodyText, ReadRequest, type RequestHead } from "../http/read-request";
import { logError } from "../log";
import { requestContext } from "../request-context";
import { appRouter } from "../routers";
import { asAegisError } from "./errors";

export const ENDPOINT = "/api/trpc";
/** One HTTP request may carry this many calls: enough for a page, too few to multiply work with. */
const MAX_BATCH = 20;

/** A request for procedures, whichever way it came. */
export interface Asked {
  readonly head: RequestHead;
  cookie(name: string): string | undefined;
  /** With its body, read at most once and never beyond the limit. */
  whole(): Promise<BodyText>;
}

/** tRPC over HTTP, as Next hands a request on. */
export function handleTrpc(request: NextRequest): Promise<Response> {
  return answerProcedures({
    head: request,
    cookie: (name) => request.cookies.get(name)?.value,
    whole: async () =>
      request.method === "GET" ? request : new ReadRequest(request, await readBody(request)),
  });
}

/** Behind the checks that come before any procedure: origin, number of calls, size. */
export async function answerProcedures({ head, cookie, whole }: Asked): Promise<Response> {
  const requestId = head.headers.get(REQUEST_ID_HEADER);
  try {
    check(head);
    return await answer(await whole(), cookie, requestId);
  } catch (thrown) {
    const error = toAegisError(thrown);
    if (ERRORS[error.code].status >= 500) logError("trpc.request", error, { requestId });
    return errorAnswer(error, requestId);
  }
}

function check({ method, url, headers }: RequestHead): void {
  if (method !== "GET" && isCrossSite(headers)) throw new AegisError("CROSS_ORIGIN");
  const calls = new URL(url).pathname.split(",").length;
  if (calls > MAX_BATCH) {
    throw new AegisError("TOO_LARGE", { message: `At most ${MAX_BATCH} calls fit into one request.` });
  }
}

function answer(
  request: BodyText,
  cookie: (name: string) => string | undefined,
  requestId: string | null,
): Promise<Response> {
  return fetchRequestHandler({
    endpoint: ENDPOINT,
    // It asks for no more than that of one with JSON, which all are.
    req: request as Request,
    router: appRouter,
    createContext: () => requestContext({ header: (name) => request.headers.get(name), cookie }),
    responseMeta: () => ({ headers: { "Cache-Control": "no-store" } }),
    onError({ error, path }) {
      const known = asAegisError(error);
      if (ERRORS[known.code].status >= 500) logError("trpc.call", known, { requestId, path });
    },
  });
}
