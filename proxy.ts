import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { AegisError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { currentEnv } from "@/server/current-env";
import { errorAnswer, REQUEST_ID_HEADER } from "@/server/http/answers";
import { isOurHost } from "@/server/http/host";
import { pageHeaders } from "@/server/http/security-headers";

const NONCE_BYTES = 16;

/** In front of every page and endpoint: whose host, which request id, which headers. */
export function proxy(request: NextRequest): Response {
  const env = currentEnv();
  const requestId = newId("request");
  const nonce = randomBytes(NONCE_BYTES).toString("base64");
  const answerHeaders: Record<string, string> = {
    ...pageHeaders({
      pathname: request.nextUrl.pathname,
      nonce,
      development: !env.production,
      https: env.publicUrl?.startsWith("https:") ?? false,
    }),
    [REQUEST_ID_HEADER]: requestId,
  };
  const answer = isOurHost(request.headers.get("host"), env.publicUrl)
    ? NextResponse.next({ request: { headers: inwardHeaders(request, requestId, answerHeaders) } })
    : errorAnswer(new AegisError("WRONG_HOST"), requestId);
  for (const [name, value] of Object.entries(answerHeaders)) answer.headers.set(name, value);
  return answer;
}

/** What the page sees: our id instead of any that the client chose, and the policy from which Next takes the nonce. */
function inwardHeaders(request: NextRequest, requestId: string, answer: Record<string, string>): Headers {
  const headers = new Headers(request.headers);
  headers.set(REQUEST_ID_HEADER, requestId);
  headers.set("content-security-policy", answer["Content-Security-Policy"] ?? "");
  return headers;
}

export const config = {
  // Static files get their headers from next.config.ts: they are the same for everybody, so they can be cached.
  matcher: ["/((?!_next/static/|examples/).*)"],
};
