import "server-only";
import { addressClass, canonicalHost, localNameClass } from "@/lib/policy";

const MAX_CHARS = 500;

export type WitnessUrl =
  | { readonly ok: true; readonly url: string }
  | { readonly ok: false; readonly why: string };

/**
 * Where a witness may be. The server goes there by itself, with the network that it has, so an owner of a workspace could
 * use the address to reach what only the server reaches (server-side request forgery): so https, and no address of this
 * machine or of a private network. Names are judged again by the addresses that they lead to, when they are connected to.
 *
 * A server that only this machine reaches may ask a witness on this machine, and without https: it is the same person's.
 */
export function readWitnessUrl(text: string, { exposed }: { readonly exposed: boolean }): WitnessUrl {
  if (text.length > MAX_CHARS || !URL.canParse(text)) return no("The address of the witness is no URL.");
  const url = new URL(text);
  if (url.username !== "" || url.password !== "" || text.includes("?") || text.includes("#")) {
    return no("The address of a witness has no user, query or fragment.");
  }
  const host = canonicalHost(url.hostname.replace(/^\[|\]$/g, ""));
  if (typeof host !== "string") return no("The host of the witness is none.");
  const place = addressClass(host) ?? localNameClass(host) ?? "public";
  const isOwn = place === "loopback" && !exposed;
  if (place !== "public" && !isOwn)
    return no(`The host of the witness is ${place}: it has to be a public one.`);
  if (url.protocol !== "https:" && !(isOwn && url.protocol === "http:")) {
    return no("The address of a witness begins with https:.");
  }
  return { ok: true, url: `${url.origin}${url.pathname.replace(/\/+$/, "")}` };
}

function no(why: string): WitnessUrl {
  return { ok: false, why };
}
