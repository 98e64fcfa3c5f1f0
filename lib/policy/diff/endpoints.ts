/** The schemes, ports and methods that a set of egress rules tells apart, with one of each that none of them names. */
import type { Egress } from "../match/egress";

interface Rule {
  readonly egress: Egress;
}
export interface Endpoint {
  readonly scheme: "http" | "https";
  readonly port: number;
}

const FREE_PORTS = [443, 80, 8443, 8080, 9000];
const FREE_METHODS = ["PROPFIND", "SEARCH", "REPORT"];

export function endpointsOf(rules: readonly Rule[]): Endpoint[] {
  const endpoints = new Map<string, Endpoint>();
  const add = (scheme: Endpoint["scheme"], port: number) => {
    endpoints.set(`${scheme} ${port}`, { scheme, port });
  };
  for (const port of portsOf(rules)) {
    add("https", port);
    add("http", port);
  }
  return [...endpoints.values()];
}

export function portsOf(rules: readonly Rule[]): number[] {
  const named = new Set<number>();
  for (const { egress } of rules) if (egress.port !== null) named.add(egress.port);
  let free = FREE_PORTS.find((port) => !named.has(port)) ?? 10_000;
  while (named.has(free)) free++;
  return [...named, free];
}

export function methodsOf(rules: readonly Rule[]): string[] {
  const named = new Set<string>();
  for (const { egress } of rules) for (const method of egress.methods ?? []) named.add(method);
  const usual = ["GET", "POST", ...FREE_METHODS].find((method) => !named.has(method));
  return usual === undefined ? [...named] : [...named, usual];
}
