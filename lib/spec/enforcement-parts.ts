/** The parts of the language that can be enforced one by one, and when a spec asks for each. */
import type { AgentSpec } from "./agent-spec";

export interface PartDefinition {
  /** Completes "does not enforce ...". */
  readonly label: string;
  /** The sections and keys that belong to it, for the reference. */
  readonly keys: readonly string[];
  asked(spec: AgentSpec): boolean;
}

const some = (...lists: readonly (readonly unknown[])[]) => lists.some((list) => list.length > 0);
const given = (...values: readonly unknown[]) => values.some((value) => value !== undefined);
const named = (table: object) => Object.keys(table).length > 0;

function asksApproval(spec: AgentSpec): boolean {
  const { filesystem, network, exec, tools } = spec.capabilities;
  const byTool = Object.values(tools).some((tool) => tool.effect === "approve");
  return byTool || some(filesystem.approve, network.approve_egress, exec.approve);
}

/** Denied unless granted is the floor: a spec without a word about it relies on it all the same. */
const always = () => true;

export const PARTS = {
  filesystem: { label: "rules on files", keys: ["capabilities.filesystem"], asked: always },
  network: { label: "rules on the network", keys: ["capabilities.network"], asked: always },
  ingress: {
    label: "connections from outside",
    keys: ["capabilities.network.allow_ingress"],
    asked: ({ capabilities }) => capabilities.network.allow_ingress,
  },
  exec: { label: "rules on commands", keys: ["capabilities.exec"], asked: always },
  env: { label: "the list of variables", keys: ["capabilities.exec.env"], asked: always },
  "dynamic-code": {
    label: "the ban on dynamic code",
    keys: ["capabilities.exec.allow_dynamic_code", "capabilities.exec.deny_dynamic_imports"],
    asked: ({ capabilities: { exec } }) => !exec.allow_dynamic_code || some(exec.deny_dynamic_imports),
  },
  tools: {
    label: "rules on tools",
    keys: ["capabilities.tools"],
    asked: ({ capabilities }) => named(capabilities.tools),
  },
  apis: {
    label: "rules on APIs",
    keys: ["capabilities.api"],
    asked: ({ capabilities }) => named(capabilities.api),
  },
  sql: {
    label: "rules on databases",
    keys: ["capabilities.sql"],
    asked: ({ capabilities }) => named(capabilities.sql),
  },
  models: {
    label: "rules on models",
    keys: ["capabilities.models"],
    asked: ({ capabilities: { models } }) =>
      some(models.allow, models.regions) || given(models.max_tokens, models.max_cost_usd),
  },
  secrets: {
    label: "secrets",
    keys: ["capabilities.secrets"],
    asked: ({ capabilities }) => named(capabilities.secrets),
  },
  agents: {
    label: "starting other agents",
    keys: ["capabilities.agents"],
    asked: ({ capabilities }) => some(capabilities.agents.spawn),
  },
  guards: {
    label: "guards",
    keys: ["guards"],
    asked: ({ guards }) => some(guards.input, guards.tool_call, guards.tool_result, guards.output),
  },
  approvals: {
    label: "approvals",
    keys: ["approvals"],
    asked: asksApproval,
  },
  "second-person": {
    label: "approval by named people",
    keys: ["approvals.approvers", "approvals.second_person"],
    asked: (spec) => asksApproval(spec) && (spec.approvals.second_person || some(spec.approvals.approvers)),
  },
  limits: {
    label: "limits of memory, time, actions and output",
    keys: ["resources", "agent.max_runtime"],
    asked: ({ agent, resources: r }) =>
      given(agent.max_runtime, r.memory_limit, r.max_tool_calls, r.max_output, r.pids_limit, r.tmp_size),
  },
  checkpoints: {
    label: "snapshots and rollback",
    keys: ["checkpoint"],
    asked: ({ checkpoint: c }) => c.before_high_risk || given(c.interval) || some(c.rollback_triggers),
  },
} as const satisfies Record<string, PartDefinition>;

export type SpecPart = keyof typeof PARTS;

export const ALL_PARTS = Object.keys(PARTS).filter((name): name is SpecPart => Object.hasOwn(PARTS, name));
