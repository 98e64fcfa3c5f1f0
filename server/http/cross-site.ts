import "server-only";

/**
 * Whether a request that changes something was made by a page of another site (cross-site request forgery).
 *
 * Browsers say where a request comes from in Sec-Fetch-Site, older ones in Origin; a program sends neither and
 * carries no ambient cookie worth forging. "same-site" is refused too: a neighbouring subdomain is not us.
 */
export function isCrossSite(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site !== "same-origin" && site !== "none";
  const origin = headers.get("origin");
  if (origin === null) return false;
  const host = headers.get("host");
  return !URL.canParse(origin) || new URL(origin).host !== host;
}
