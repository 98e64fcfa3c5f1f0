/**
 * The network. Rules are matched on what was parsed: method, scheme, host, port, path. The query takes no part.
 *
 * Guarantees: a literal address that is not public, and localhost by any name, needs a rule that names that very
 * address; a pattern such as `https://*` does not reach it. A path that a server could read in two ways satisfies no
 * grant with a path and meets every deny and approval of its host. A raw connection is past all inspection, so only
 * grants for the whole host and port cover it, and every deny or approval for that host and port meets it.
 * Does not resolve names: whoever connects checks each address with addressClass again.
 * Which rule is named: of the strongest verdict the first of its list.
 */
import { addressClass, localNameClass } from "../canonical/address";
import { canonicalHost, hostInUrl } from "../canonical/host";
import { type CanonicalUrl, canonicalUrl, defaultPort } from "../canonical/url";
import {
  allowed,
  type Canonical,
  deniedAddress,
  deniedByDefault,
  deniedByRule,
  malformed,
  needsApproval,
} from "../decisions";
import { type Egress, hitsEgress, linkEgress, urlSegments } from "../match/egress";
import { HostIndex } from "../match/host-index";
import type { Program } from "../program";
import { type Faults, type Rule, rulesOf } from "../rules";
import type { Decision } from "../types";

/** Methods that turn a request into something else: a tunnel, or an echo of its secrets. */
const REFUSED_METHODS: ReadonlySet<string> = new Set(["CONNECT", "TRACE", "TRACK"]);

export interface Target {
  /** Null for a raw connection. */
  readonly method: string | null;
  readonly scheme: CanonicalUrl["scheme"] | null;
  readonly host: string;
  readonly port: number;
  readonly path: CanonicalUrl["path"] | null;
  readonly segments: readonly number[];
}

export class Network {
  private readonly index = new HostIndex();
  private readonly rules: Rule[] = [];
  private readonly egress: (Egress | null)[] = [];
  private readonly approveFrom: number;
  private readonly allowFrom: number;

  constructor({ network }: Program, faults: Faults) {
    this.approveFrom = this.addList("network.deny_egress", network.deny_egress, faults);
    this.allowFrom = this.addList("network.approve_egress", network.approve_egress, faults);
    this.addList("network.allow_egress", network.allow_egress, faults);
  }

  private addList(id: string, entries: Program["network"]["allow_egress"], faults: Faults): number {
    rulesOf(id, entries).forEach((rule, index) => {
      const pattern = (entries[index] as (typeof entries)[number])[0];
      const number = this.rules.length;
      this.rules.push(rule);
      this.egress.push(null);
      // The bare "*" among denials restates the default; as an override it would forbid every grant.
      if (pattern === "*" && id === "network.deny_egress") return;
      const egress = linkEgress(pattern);
      if (typeof egress === "string") {
        faults.add(rule, egress);
        return;
      }
      this.egress[number] = egress;
      this.index.add(egress.host, egress.hostName, number);
    });
    return this.rules.length;
  }

  fetch(method: string, url: string): Decision {
    const parsed = canonicalUrl(url);
    if (!("host" in parsed)) return malformed(parsed.why);
    const upper = method.toUpperCase();
    if (!isToken(upper) || REFUSED_METHODS.has(upper))
      return malformed("its method is not one that is let through");
    const { scheme, host, port, path, href } = parsed;
    const canonical = { op: "net.fetch", method: upper, url: href, host, port };
    const add = () =>
      `${upper} ${scheme}://${hostInUrl(host)}${portSuffix(scheme, port)}${escapeInUrl(path.path)}`;
    const target = { method: upper, scheme, host, port, path, segments: urlSegments(path) };
    return this.decide(target, `${upper} ${href}`, canonical, add);
  }

  connect(rawHost: string, port: number): Decision {
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      return malformed("its port is not one from 1 to 65535");
    const host = canonicalHost(rawHost);
    if (typeof host !== "string") return malformed(host.why);
    const scheme = port === defaultPort("http") ? "http" : "https";
    const add = () => `${scheme}://${hostInUrl(host)}${portSuffix(scheme, port)}`;
    const what = `Connecting to ${hostInUrl(host)}:${port}`;
    return this.decide(
      { method: null, scheme: null, host, port, path: null, segments: [] },
      what,
      { op: "net.connect", host, port },
      add,
    );
  }

  private decide(target: Target, what: string, canonical: Canonical, add: () => string): Decision {
    const none = this.rules.length;
    const kind = addressClass(target.host) ?? localNameClass(target.host) ?? "public";
    let deny = none;
    let approve = none;
    let allow = none;
    let isNamed = kind === "public";
    for (const rule of this.index.candidates(target.host)) {
      const egress = this.egress[rule];
      if (!egress || !hitsEgress(egress, target, rule >= this.allowFrom)) continue;
      if (rule < this.approveFrom) {
        if (rule < deny) deny = rule;
        continue;
      }
      // 169.254.169.254 hands out credentials to whoever asks: only a rule that spells it out lets one through.
      if (kind !== "public" && egress.host.kind !== "exact") continue;
      isNamed = true;
      if (rule < this.allowFrom) approve = Math.min(approve, rule);
      else allow = Math.min(allow, rule);
    }
    if (deny !== none) return deniedByRule(this.rules[deny] as Rule, what, canonical);
    if (!isNamed) return deniedAddress(what, canonical, kind);
    if (approve !== none) return needsApproval(this.rules[approve] as Rule, what, canonical);
    if (allow !== none) return allowed(this.rules[allow] as Rule, what, canonical);
    const canBeNamed = target.scheme !== "ws" && target.scheme !== "wss" && target.path?.ambiguous == null;
    const path = ["capabilities", "network", "allow_egress"];
    return deniedByDefault(what, canonical, canBeNamed ? { path, add: add() } : null);
  }
}

function portSuffix(scheme: CanonicalUrl["scheme"], port: number): string {
  return port === defaultPort(scheme) ? "" : `:${port}`;
}

function isToken(method: string): boolean {
  if (method.length === 0 || method.length > 32) return false;
  for (const unit of method) if ((unit < "A" || unit > "Z") && unit !== "-") return false;
  return true;
}

/** Patterns of addresses have no backslash escapes: `[*]` is a literal star there. */
function escapeInUrl(path: string): string {
  if (!path.includes("*") && !path.includes("[")) return path;
  let escaped = "";
  for (const unit of path) escaped += unit === "*" || unit === "[" ? `[${unit}]` : unit;
  return escaped;
}
