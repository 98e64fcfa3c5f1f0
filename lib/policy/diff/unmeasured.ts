/** Parts of a spec that have no order at all: that they changed is told, so that nobody overlooks it, and not judged. */
import type { AgentSpec } from "../../spec/agent-spec";

const PARTS: readonly (readonly [name: string, of: (spec: AgentSpec) => unknown])[] = [
  ["agent", ({ agent: { name: _name, version: _version, description: _text, ...rest } }) => unordered(rest)],
  ["resources", ({ resources: { cpu_shares, io_weight } }) => ({ cpu_shares, io_weight })],
  ["audit", ({ audit }) => audit],
  ["checkpoint", ({ checkpoint }) => checkpoint],
  ["compliance", ({ compliance }) => compliance],
];

/** What of an agent is compared by its order is told there. */
function unordered({ max_runtime: _limit, skill_sandbox: _sandbox, ...rest }: Partial<AgentSpec["agent"]>) {
  return rest;
}

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
