/** One egress pattern, linked: what it demands of a method, a scheme, a port and a path. Hosts are filed elsewhere. */

import { type HostPattern, parseEgress } from "../../spec/values";
import { finishHost } from "../canonical/host";
import { type UrlPath, urlPath } from "../canonical/url-path";
import { matchSequence, parsePathGlob, type Sequence, segmentBounds } from "./glob";
import { GlobFault } from "./glob-fault";

export interface Egress {
  readonly host: HostPattern;
  /** Canonical; of `*.example.com` what is behind the star and the dot; empty for every host. */
  readonly hostName: string;
  readonly methods: ReadonlySet<string> | null;
  /** Null for the bare `*`, as is the port. */
  readonly scheme: "http" | "https" | null;
  readonly port: number | null;
  readonly path: readonly Sequence[] | null;
}

export interface EgressTarget {
  /** Null for a raw connection, as are scheme and path. */
  readonly method: string | null;
  readonly scheme: string | null;
  readonly port: number;
  readonly path: UrlPath | null;
  /** Of the path, found once for all patterns. */
  readonly segments: readonly number[];
}

/** Start and end of each segment of a path, for a target. */
export function urlSegments({ path }: UrlPath): readonly number[] {
  return path === "/" ? [] : segmentBounds(path).slice(2);
}

/** The pattern, or a clause that says why it is none. */
export function linkEgress(pattern: string): Egress | string {
  const parsed = parseEgress(pattern);
  if (!parsed.ok) return "it is not an egress pattern";
  const { value } = parsed;
  if (value.kind === "any") {
    return { host: { kind: "any" }, hostName: "", methods: null, scheme: null, port: null, path: null };
  }
  const hostName = canonicalHostName(value.host);
  if (hostName === null) return "its host has no canonical form";
  const path = value.path === null ? null : linkPath(value.path);
  if (typeof path === "string") return path;
  const methods = value.methods === null ? null : new Set(value.methods);
  return { host: value.host, hostName, methods, scheme: value.scheme, port: value.port, path };
}

function canonicalHostName(host: HostPattern): string | null {
  if (host.kind === "any") return "";
  const name = finishHost(host.kind === "exact" ? host.host : host.suffix.slice(1));
  return typeof name === "string" ? name : null;
}

function linkPath(pattern: string): readonly Sequence[] | string {
  // Requests are matched without a slash at their end, so patterns are as well.
  const trimmed = pattern.length > 1 && pattern.endsWith("/") ? pattern.slice(0, -1) : pattern;
  const escapes = trimmed.includes("%") ? urlPath(trimmed) : { path: trimmed, ambiguous: null };
  if (escapes.ambiguous !== null)
    return `no path that is let through matches it, because ${escapes.ambiguous}`;
  const sequences = parsePathGlob(escapes.path);
  return sequences instanceof GlobFault ? sequences.why : sequences;
}

/** Whether a pattern whose host fits covers the target. Grants are read narrowly, denies and approvals widely. */
export function hitsEgress(egress: Egress, target: EgressTarget, isGrant: boolean): boolean {
  if (egress.port !== null && egress.port !== target.port) return false;
  if (target.method === null) return !isGrant || (egress.path === null && egress.methods === null);
  // The bare `*` covers http and https; nothing covers ws and wss.
  if (egress.scheme === null ? !isHttp(target.scheme) : egress.scheme !== target.scheme) return false;
  if (egress.methods !== null && !egress.methods.has(target.method)) return false;
  if (egress.path === null || target.path === null) return true;
  if (target.path.ambiguous !== null) return !isGrant;
  const { path } = target.path;
  return egress.path.some((sequence) => matchSequence(sequence, path, target.segments));
}

function isHttp(scheme: string | null): boolean {
  return scheme === "http" || scheme === "https";
}
