import "server-only";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import type { NextRequest } from "next/server";
import { AegisError, ERRORS, toAegisError } from "@/lib/errors";
import { errorAnswer, REQUEST_ID_HEADER } from "../http/answers";
import { readBody } from "../http/body";
import { isCrossSite } from "../http/cross-site";
import { ReadRequest } from "../http/read-request";
import { logError } from "../log";
import { requestContext } from "../request-context";
import { appRouter } from "../routers";
import { asAegisError } from "./errors";

export const ENDPOINT = "/api/trpc";
/** One HTTP request may carry this many calls: enough for a page, too few to multiply work with. */
const MAX_BATCH = 20;

/** tRPC over HTTP, behind the checks that come before any procedure: origin, size, number of calls. */
export async function handleTrpc(request: NextRequest): Promise<Response> {
  const requestId = request.headers.get(REQUEST_ID_HEADER);
  try {
    return await answer(await checked(request), (name) => request.cookies.get(name)?.value, requestId);
  } catch (thrown) {
    const error = toAegisError(thrown);
    if (ERRORS[error.code].status >= 500) logError("trpc.request", error, { requestId });
    return errorAnswer(error, requestId);
  }
}

async function checked(request: Request): Promise<Request> {
  const isRead = request.method === "GET";
  if (!isRead && isCrossSite(request.headers)) throw new AegisError("CROSS_ORIGIN");
  const calls = new URL(request.url).pathname.split(",").length;
  if (calls > MAX_BATCH) {
    throw new AegisError("TOO_LARGE", { message: `At most ${MAX_BATCH} calls fit into one request.` });
  }
  if (isRead) return request;
  return new ReadRequest(request, await readBody(request));
}

function answer(
  request: Request,
  cookie: (name: string) => string | undefined,
  requestId: string | null,
): Promise<Response> {
  return fetchRequestHandler({
    endpoint: ENDPOINT,
    req: request,
    router: appRouter,
    createContext: () => requestContext({ header: (name) => request.headers.get(name), cookie }),
    responseMeta: () => ({ headers: { "Cache-Control": "no-store" } }),
    onError({ error, path }) {
      const known = asAegisError(error);
      if (ERRORS[known.code].status >= 500) logError("trpc.call", known, { requestId, path });
    },
  });
}
