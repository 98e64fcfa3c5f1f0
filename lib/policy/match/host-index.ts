/**
 * Network rules filed by host, so that a request only meets the rules that could concern it.
 * Answers rule numbers; methods, paths and what the numbers mean are for the domain to judge.
 */
import type { HostPattern } from "../../spec/values";

export class HostIndex {
  private readonly exact = new Map<string, number[]>();
  /** Keyed without the leading dot. */
  private readonly suffixes = new Map<string, number[]>();
  private readonly any: number[] = [];

  add(pattern: HostPattern, host: string, rule: number): void {
    if (pattern.kind === "any") this.any.push(rule);
    else listAt(pattern.kind === "exact" ? this.exact : this.suffixes, host).push(rule);
  }

  /** Every rule whose host pattern covers this canonical host, in no particular order. */
  candidates(host: string): number[] {
    const found = [...this.any, ...(this.exact.get(host) ?? [])];
    if (this.suffixes.size === 0 || host.includes(":")) return found;
    // `*.example.com` is every subdomain at any depth, never example.com itself: the search begins behind a dot.
    for (let dot = host.indexOf("."); dot !== -1; dot = host.indexOf(".", dot + 1)) {
      const rules = this.suffixes.get(host.slice(dot + 1));
      if (rules) found.push(...rules);
    }
    return found;
  }
}

function listAt(map: Map<string, number[]>, key: string): number[] {
  const known = map.get(key);
  if (known) return known;
  const list: number[] = [];
  map.set(key, list);
  return list;
}
