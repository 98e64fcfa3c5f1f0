import "server-only";
import type { SettingFault } from "@/lib/audit/sync/log-settings";
import { addressClass, canonicalHost, localNameClass } from "@/lib/policy";
import type { WitnessReach } from "../../env-checks";

const MAX_CHARS = 500;

export type WitnessUrl =
  | { readonly ok: true; readonly url: string }
  | { readonly ok: false; readonly fault: SettingFault };

/** By the operator's word. Never the other kinds: those hand out credentials, or lead nobody knows where. */
const REACHED: Readonly<Record<WitnessReach, ReadonlySet<string>>> = {
  public: new Set(["public"]),
  machine: new Set(["public", "loopback"]),
  network: new Set(["public", "loopback", "private"]),
};

/**
 * Where a witness may be. The server goes there by itself, with the network that it has, so an owner of a workspace could
 * use the address to reach what only the server reaches (server-side request forgery): so https, and no address of this
 * machine or of a private network, unless whoever runs the server says so. Names are judged again by the addresses that
 * they lead to, when they are connected to.
 *
 * On this machine it may be without https: nobody is on the way.
 */
export function readWitnessUrl(text: string, reach: WitnessReach): WitnessUrl {
  if (text.length > MAX_CHARS || !URL.canParse(text)) return no("url-none");
  const url = new URL(text);
  if (url.username !== "" || url.password !== "" || text.includes("?") || text.includes("#")) {
    return no("url-parts");
  }
  const host = canonicalHost(url.hostname.replace(/^\[|\]$/g, ""));
  if (typeof host !== "string") return no("url-host");
  const place = addressClass(host) ?? localNameClass(host) ?? "public";
  if (!REACHED[reach].has(place)) return no("url-place");
  if (url.protocol !== "https:" && !(place === "loopback" && url.protocol === "http:")) {
    return no("url-scheme");
  }
  return { ok: true, url: `${url.origin}${url.pathname.replace(/\/+$/, "")}` };
}

function no(fault: SettingFault): WitnessUrl {
  return { ok: false, fault };
}
