import "server-only";
import { SESSION_SECONDS } from "./sessions";

/**
 * The `__Host-` prefix makes browsers refuse the cookie unless it is Secure, of this host alone and for all paths,
 * so that a neighbouring subdomain cannot plant one (session fixation). It needs https, which loopback has not.
 */
export function sessionCookieName(secure: boolean): string {
  return secure ? "__Host-aegis-session" : "aegis-session";
}

export function sessionCookieOptions(secure: boolean) {
  return { httpOnly: true, sameSite: "lax", secure, path: "/", maxAge: SESSION_SECONDS } as const;
}
