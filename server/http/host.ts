import "server-only";
import { isIP } from "node:net";

/**
 * Whether a request's Host header is one that this server answers for.
 *
 * The attack: a page on evil.example lets its own name resolve to 127.0.0.1 (DNS rebinding) and then reads a
 * server on the visitor's machine as if it were same-origin. Such a request names evil.example. An address cannot
 * be rebound, so literal addresses pass; of names only ours do.
 */
export function isOurHost(header: string | null, publicUrl: string | undefined): boolean {
  if (header === null || !URL.canParse(`http://${header}/`)) return false;
  const url = new URL(`http://${header}/`);
  const bare = url.username === "" && url.password === "" && url.pathname === "/" && url.search === "";
  if (!bare || url.hash !== "") return false;
  const name = url.hostname.replace(/^\[|\]$/g, "");
  if (name === "localhost" || isIP(name) !== 0) return true;
  return publicUrl !== undefined && name === new URL(publicUrl).hostname;
}
