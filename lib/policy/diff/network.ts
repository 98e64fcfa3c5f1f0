/**
 * The network: by host, then by scheme, port and method, and for the paths one walk over all of them. Paths that a
 * server could read in two ways, and raw connections, are compared as the engine decides them.
 */
import { addressClass, localNameClass } from "../canonical/address";
import { hostInUrl } from "../canonical/host";
import { type Egress, linkEgress } from "../match/egress";
import type { Program } from "../program";
import type { Verdict } from "../types";
import { type Endpoint, endpointsOf, methodsOf, portsOf } from "./endpoints";
import { hostExamples } from "./hosts";
import { Comparison, type Judge, TOO_MANY } from "./judge";
import { ALLOW, APPROVE, DENY, differs, joined, newRoles, oldRoles, rolesOf } from "./roles";
import type { CapabilityDiff } from "./types";
import { PathExamples } from "./url-paths";

/** An egress pattern and in which lists it stands. */
export interface EgressRole {
  readonly egress: Egress;
  readonly label: number;
}

export function diffNetwork(judge: Judge, old: Program, after: Program): CapabilityDiff {
  const comparison = new Comparison(judge, "network");
  const rules = egressRoles(old, after);
  const paths = new PathExamples(rules);
  const hosts = hostExamples(rules.map(({ egress }) => ({ pattern: egress.host, name: egress.hostName })));
  for (const { host, patterns } of hosts) {
    const isPublic = (addressClass(host) ?? localNameClass(host) ?? "public") === "public";
    const applying = patterns.map((index) => {
      const { egress, label } = rules[index] as EgressRole;
      // Of an address that is not public only a rule that names it can grant anything.
      const counts = isPublic || egress.host.kind === "exact";
      return { egress, label: counts ? label : label & denials(label) };
    });
    if (!applying.some(({ label }) => differs(label))) continue;
    for (const endpoint of endpointsOf(applying)) diffEndpoint(comparison, host, endpoint, applying, paths);
    for (const port of portsOf(applying)) diffConnection(comparison, host, port, applying);
  }
  if (!paths.complete) comparison.giveUp(TOO_MANY);
  return comparison.result();
}

/** The bits of a label that are denials, on either side. */
function denials(label: number): number {
  return (oldRoles(label) & DENY) | ((newRoles(label) & DENY) << 4);
}

function egressRoles(old: Program, after: Program): EgressRole[] {
  const [was, is] = [old.network, after.network];
  const named = ([pattern]: readonly [string, unknown]) => pattern !== "*";
  const roles = rolesOf([
    // Among denials the bare "*" restates the default.
    { role: DENY, old: was.deny_egress.filter(named), new: is.deny_egress.filter(named) },
    { role: APPROVE, old: was.approve_egress, new: is.approve_egress },
    { role: ALLOW, old: was.allow_egress, new: is.allow_egress },
  ]);
  return [...roles].flatMap(([pattern, label]) => {
    const egress = linkEgress(pattern);
    return typeof egress === "string" ? [] : [{ egress, label }];
  });
}

function diffEndpoint(
  comparison: Comparison,
  host: string,
  { scheme, port }: Endpoint,
  rules: readonly EgressRole[],
  paths: PathExamples,
): void {
  const here = rules.filter(
    ({ egress }) =>
      (egress.port === null || egress.port === port) && (egress.scheme === null || egress.scheme === scheme),
  );
  for (const method of methodsOf(here)) {
    const applying = here.filter(({ egress }) => egress.methods === null || egress.methods.has(method));
    if (!applying.some(({ label }) => differs(label))) continue;
    for (const { label, path } of [...paths.of(applying), ambiguousPath(applying)]) {
      const url = `${scheme}://${hostInUrl(host)}:${port}${path}`;
      const [was, is] = [verdictOf(oldRoles(label)), verdictOf(newRoles(label))];
      comparison.offer(was, is, [{ request: { op: "net.fetch", method, url } }]);
    }
  }
}

/** A path in doubt satisfies no grant with a path and meets every deny and approval. */
function ambiguousPath(rules: readonly EgressRole[]): { readonly label: number; readonly path: string } {
  const grants = ALLOW | (ALLOW << 4);
  const labels = rules.map(({ egress, label }) => (egress.path === null ? label : label & ~grants));
  return { label: joined(labels), path: "/a;b" };
}

function diffConnection(
  comparison: Comparison,
  host: string,
  port: number,
  rules: readonly EgressRole[],
): void {
  const grants = ALLOW | (ALLOW << 4);
  const labels = rules
    .filter(({ egress }) => egress.port === null || egress.port === port)
    .map(({ egress, label }) => (egress.path === null && egress.methods === null ? label : label & ~grants));
  const label = joined(labels);
  const [was, is] = [verdictOf(oldRoles(label)), verdictOf(newRoles(label))];
  comparison.offer(was, is, [{ request: { op: "net.connect", host, port } }]);
}

function verdictOf(roles: number): Verdict {
  if (roles & DENY) return "deny";
  if (roles & APPROVE) return "approve";
  return roles & ALLOW ? "allow" : "deny";
}
