import "server-only";
import { isId, newId, type RequestId } from "@/lib/ids";
import { isOperatorToken } from "@/lib/operator";
import { sessionCookieName } from "./auth/cookie";
import { actorOfToken } from "./auth/sessions";
import { REQUEST_ID_HEADER } from "./http/answers";
import { instance } from "./instance";
import type { Context } from "./trpc/context";

interface Incoming {
  header(name: string): string | null;
  cookie(name: string): string | undefined;
}

/** The context of a request, whether it came over HTTP or from a page being rendered. */
export async function requestContext(incoming: Incoming): Promise<Context> {
  const { database, sessionKey, operatorKey, log, checks, witnesses, https } = await instance();
  const now = new Date();
  const token = incoming.cookie(sessionCookieName(https));
  return {
    actor: await actorOfToken(database, sessionKey, token, now),
    database,
    log,
    checks,
    witnesses,
    isOperator: isOperator(incoming, operatorKey, now),
    requestId: requestIdOf(incoming.header(REQUEST_ID_HEADER)),
    now,
  };
}

function isOperator(incoming: Incoming, key: Uint8Array, now: Date): boolean {
  const token = incoming.header("authorization");
  const host = incoming.header("host");
  return token !== null && host !== null && isOperatorToken(token, key, { host, now });
}

/** The proxy sets the id on every request; what arrives in another shape did not come through it. */
export function requestIdOf(header: string | null): RequestId {
  return header !== null && isId("request", header) ? header : newId("request");
}
