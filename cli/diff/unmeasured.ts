/**
 * Parts of a spec that no request can show: a comparison of what is decided cannot see them, so that a change in them
 * is at least told. Taking a guard away is no widening by the word, and nobody should overlook it.
 */
import type { AgentSpec } from "../../lib/spec/agent-spec";

const PARTS: readonly (readonly [name: string, of: (spec: AgentSpec) => unknown])[] = [
  ["agent", ({ agent: { name: _name, version: _version, description: _description, ...rest } }) => rest],
  ["capabilities.network.allow_ingress", ({ capabilities }) => capabilities.network.allow_ingress],
  ["capabilities.network.dns_policy", ({ capabilities }) => capabilities.network.dns_policy],
  ["capabilities.exec.deny_dynamic_imports", ({ capabilities }) => capabilities.exec.deny_dynamic_imports],
  ["guards", ({ guards }) => guards],
  ["approvals", ({ approvals }) => approvals],
  ["resources", ({ resources: { max_tool_calls: _compared, ...rest } }) => rest],
  ["audit", ({ audit }) => audit],
  ["checkpoint", ({ checkpoint }) => checkpoint],
  ["compliance", ({ compliance }) => compliance],
];

export function unmeasuredChanges(old: AgentSpec, after: AgentSpec): string[] {
  const changed = PARTS.filter(([, of]) => plainText(of(old)) !== plainText(of(after)));
  return changed.map(([name]) => name);
}

/** The same for the same values in whatever order the keys were written. */
function plainText(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => {
    const isTable = typeof each === "object" && each !== null && !Array.isArray(each);
    return isTable ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each;
  });
}
