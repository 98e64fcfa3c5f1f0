import { type NextRequest, NextResponse } from "next/server";
import { AegisError } from "@/lib/errors";
import { currentEnv } from "@/server/current-env";
import { type AnswerHeaders, answerHeaders } from "@/server/http/answer-headers";
import { errorAnswer, REQUEST_ID_HEADER } from "@/server/http/answers";
import { isOurHost } from "@/server/http/host";

/**
 * In front of every page and endpoint: whose host, which request id, which headers. What a program sends to a procedure
 * does not come this way in production: `server/trpc/front.ts` does the same for it.
 */
export function proxy(request: NextRequest): Response {
  const env = currentEnv();
  const all = answerHeaders(request.nextUrl.pathname, env);
  const answer = isOurHost(request.headers.get("host"), env.publicUrl)
    ? NextResponse.next({ request: { headers: inwardHeaders(request, all) } })
    : errorAnswer(new AegisError("WRONG_HOST"), all.requestId);
  for (const [name, value] of Object.entries(all.headers)) answer.headers.set(name, value);
  return answer;
}

/** What the page sees: our id instead of any that the client chose, and the policy from which Next takes the nonce. */
function inwardHeaders(request: NextRequest, { requestId, headers: answer }: AnswerHeaders): Headers {
  const headers = new Headers(request.headers);
  headers.set(REQUEST_ID_HEADER, requestId);
  headers.set("content-security-policy", answer["Content-Security-Policy"] ?? "");
  return headers;
}

export const config = {
  // Static files get their headers from next.config.ts: they are the same for everybody, so they can be cached.
  matcher: ["/((?!_next/static/|examples/).*)"],
};
