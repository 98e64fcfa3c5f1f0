/**
 * Hosts, one for each way in which a host can stand to a set of host patterns: each host that is named, one fresh
 * subdomain of each suffix, and one that no pattern names. Everything else about a host (that it is private, for
 * example) only ever takes away what no rule names anyway.
 */

import type { HostPattern } from "../../spec/values";
import { HostIndex } from "../match/host-index";

export interface NamedHost {
  readonly pattern: HostPattern;
  /** Canonical; of `*.example.com` what is behind the star and the dot. */
  readonly name: string;
}
export interface HostExample {
  readonly host: string;
  /** The patterns that cover it, by index. */
  readonly patterns: readonly number[];
}

const LABELS = ["api", "www", "a", "b", "c"];
const ELSEWHERE = ["elsewhere.test", "example.org", "example.net"];

export function hostExamples(patterns: readonly NamedHost[]): HostExample[] {
  const index = new HostIndex();
  const exact = new Set<string>();
  const suffixes = new Set<string>();
  patterns.forEach(({ pattern, name }, number) => {
    index.add(pattern, name, number);
    if (pattern.kind === "exact") exact.add(name);
    if (pattern.kind === "subdomains") suffixes.add(name);
  });
  const isKnown = (host: string) => exact.has(host);
  const isCovered = (host: string) =>
    exact.has(host) || [...suffixes].some((suffix) => host === suffix || host.endsWith(`.${suffix}`));
  const hosts = [
    ...exact,
    ...[...suffixes].map((suffix) => `${fresh(LABELS, (label) => isKnown(`${label}.${suffix}`))}.${suffix}`),
    fresh(ELSEWHERE, isCovered, ".test-elsewhere"),
  ];
  return hosts.map((host) => ({ host, patterns: index.candidates(host).sort((a, b) => a - b) }));
}

/** The first that is not taken; there are always more. */
function fresh(names: readonly string[], isTaken: (name: string) => boolean, end = ""): string {
  const found = names.find((name) => !isTaken(name));
  if (found !== undefined) return found;
  let number = 1;
  while (isTaken(`x${number}${end}${number}`)) number++;
  return `x${number}${end}${number}`;
}
