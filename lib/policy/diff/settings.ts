/**
 * What no request can show and has an order all the same: limits of the machine, guards, who may say yes. Each is
 * compared by its own order; a setting that is left out limits nothing.
 *
 * Not here: what grants and forbids nothing (names, versions, audit, checkpoints, compliance, tests).
 */
import type { AgentSpec } from "../../spec/agent-spec";
import { parseDuration, parseGuard, parseSize } from "../../spec/values";
import type { Relation } from "./types";

export interface SettingDiff {
  /** From the root of the spec: `resources.memory_limit`. */
  readonly path: readonly string[];
  readonly relation: Exclude<Relation, "equal">;
  /** As values of the spec; undefined where it is left out. */
  readonly old: unknown;
  readonly new: unknown;
}

type Order = (old: unknown, after: unknown) => Relation;
interface Setting {
  readonly path: readonly string[];
  readonly order: Order;
  readonly of: (spec: AgentSpec) => unknown;
}

/** More of it lets more through; left out, there is no limit. */
const byAmount =
  (read: (value: unknown) => number): Order =>
  (old, after) => {
    const [was, is] = [amount(read, old), amount(read, after)];
    return was === is ? "equal" : compare(is - was);
  };

function amount(read: (value: unknown) => number, value: unknown): number {
  return value === undefined ? Number.POSITIVE_INFINITY : read(value);
}

const number = byAmount(Number);
const size = byAmount((value) => amountOf(parseSize(String(value))));
const duration = byAmount((value) => amountOf(parseDuration(String(value))));

function amountOf(parsed: { readonly ok: true; readonly value: number } | { readonly ok: false }): number {
  return parsed.ok ? parsed.value : Number.POSITIVE_INFINITY;
}

/** From the strictest word to the loosest. */
const byWords =
  (...words: readonly unknown[]): Order =>
  (old, after) =>
    compare(words.indexOf(after) - words.indexOf(old));

function compare(step: number): Relation {
  return step === 0 ? "equal" : step > 0 ? "wider" : "narrower";
}

function bothWays(isWider: boolean, isNarrower: boolean): Relation {
  if (isWider) return isNarrower ? "incomparable" : "wider";
  return isNarrower ? "narrower" : "equal";
}

/** What one list has and the other has not: more in a list of denials is narrower. */
const byDenials: Order = (old, after) => {
  const [was, is] = [new Set(old as readonly string[]), new Set(after as readonly string[])];
  return bothWays(
    [...was].some((each) => !is.has(each)),
    [...is].some((each) => !was.has(each)),
  );
};

/** More people who may say yes is wider. An empty list means whoever started the run, who may be none of them. */
const byPeople: Order = (old, after) => {
  const [was, is] = [new Set(old as readonly string[]), new Set(after as readonly string[])];
  if ((was.size === 0) !== (is.size === 0)) return "incomparable";
  return bothWays(
    [...is].some((each) => !was.has(each)),
    [...was].some((each) => !is.has(each)),
  );
};

const STRENGTH = { warn: 1, mask: 2, block: 3 } as const;

/** A guard that goes, or does less, is wider; in another order the same guards may see other data. */
const byGuards: Order = (old, after) => {
  const [was, is] = [strengths(old), strengths(after)];
  const names = [...new Set([...was.keys(), ...is.keys()])];
  const steps = names.map((name) => (is.get(name) ?? 0) - (was.get(name) ?? 0));
  const relation = bothWays(
    steps.some((step) => step < 0),
    steps.some((step) => step > 0),
  );
  const kept = (guards: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>) =>
    [...guards.keys()].filter((name) => other.has(name)).join();
  return kept(was, is) === kept(is, was) ? relation : "incomparable";
};

function strengths(guards: unknown): Map<string, number> {
  const found = new Map<string, number>();
  for (const text of guards as readonly string[]) {
    const parsed = parseGuard(text);
    if (!parsed.ok) continue;
    const { name, action } = parsed.value;
    found.set(name, Math.max(found.get(name) ?? 0, STRENGTH[action]));
  }
  return found;
}

const SETTINGS: readonly Setting[] = [
  at(["agent", "max_runtime"], duration, ({ agent }) => agent.max_runtime),
  at(["agent", "skill_sandbox"], byWords("strict", "basic", "none"), ({ agent }) => agent.skill_sandbox),
  at(["capabilities", "network", "allow_ingress"], byWords(false, true), ({ capabilities }) => {
    return capabilities.network.allow_ingress;
  }),
  at(["capabilities", "network", "dns_policy"], byWords("restricted", "open"), ({ capabilities }) => {
    return capabilities.network.dns_policy;
  }),
  at(["capabilities", "exec", "deny_dynamic_imports"], byDenials, ({ capabilities }) => {
    return capabilities.exec.deny_dynamic_imports;
  }),
  ...(["input", "tool_call", "tool_result", "output"] as const).map((name) =>
    at(["guards", name], byGuards, ({ guards }) => guards[name]),
  ),
  at(["approvals", "approvers"], byPeople, ({ approvals }) => approvals.approvers),
  at(["approvals", "timeout"], duration, ({ approvals }) => approvals.timeout),
  at(["approvals", "second_person"], byWords(true, false), ({ approvals }) => approvals.second_person),
  ...(["memory_limit", "memory_swap", "tmp_size", "max_output"] as const).map((name) =>
    at(["resources", name], size, ({ resources }) => resources[name]),
  ),
  at(["resources", "pids_limit"], number, ({ resources }) => resources.pids_limit),
];

function at(path: readonly string[], order: Order, of: Setting["of"]): Setting {
  return { path, order, of };
}

/** Every setting that differs, in the order of the language. */
export function diffSettings(old: AgentSpec, after: AgentSpec): SettingDiff[] {
  return SETTINGS.flatMap(({ path, order, of }) => {
    const [was, is] = [of(old), of(after)];
    const relation = order(was, is);
    return relation === "equal" ? [] : [{ path, relation, old: was, new: is }];
  });
}
