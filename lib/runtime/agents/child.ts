/**
 * The spec of an agent that another one starts: `agents/NAME.toml` in the workspace. Read before anything runs, by the same loader as
 * any spec. It can narrow what its parent may do and never widen it: both decide (`lib/mediator/authority.ts`), the limits
 * are the tighter ones, and what it asks of the runtime has to hold as for its parent.
 */

import type { ApprovalRules } from "../../mediator/approval";
import { compile, type Program } from "../../policy";
import { type AgentSpec, enforcement, load, type Runtime } from "../../spec";
import { type SandboxLimits, tighter } from "../limits";
import { approvalRulesOf, limitsOf } from "../session/settings";
import type { Read } from "../tools/plain";
import { fileOfAgent } from "./folder";

export interface Source {
  readonly bytes: Uint8Array;
  readonly spec: AgentSpec;
  readonly program: Program;
}

export interface Child extends Source {
  /** Below the folder of the agents. */
  readonly entry: string;
}

/** Total on any bytes. */
export function readChild(name: string, bytes: Uint8Array, parent: AgentSpec, runtime: Runtime): Read<Child> {
  const file = fileOfAgent(name);
  const { spec, source, diagnostics } = load(bytes);
  if (!spec) {
    const first = diagnostics.find(({ severity }) => severity === "error");
    return { ok: false, why: `${file}: ${first?.message ?? "it is no spec"}` };
  }
  // The log of the child has the name out of its spec: it has to be the one that was decided.
  if (spec.agent.name !== name) return { ok: false, why: `${file} is the spec of ${spec.agent.name}` };
  // What the parent runs without was accepted for it by a person; a child must not need anything else.
  const { missing } = enforcement(parent, runtime);
  const { refusal } = enforcement(spec, runtime, missing);
  if (refusal !== null) return { ok: false, why: `${file}: ${refusal}` };
  const entry = spec.agent.entry ?? `${name}.ts`;
  return { ok: true, value: { bytes, spec, program: compile(spec, source), entry } };
}

/** No more of anything than its parent has. */
export function limitsOfChild(spec: AgentSpec, parent: SandboxLimits): SandboxLimits {
  return tighter(limitsOf(spec), parent);
}

/** The stricter of both: who has to say yes, and how soon. */
export function approvalsOfChild(spec: AgentSpec, parent: ApprovalRules): ApprovalRules {
  const own = approvalRulesOf(spec);
  const approvers = both(own.approvers, parent.approvers);
  return {
    timeoutMs: Math.min(own.timeoutMs, parent.timeoutMs),
    secondPerson: own.secondPerson || parent.secondPerson,
    ...(approvers && { approvers }),
  };
}

/** Whose yes counts for both; a list that is left out is everybody. */
function both(
  own: readonly string[] | undefined,
  parent: readonly string[] | undefined,
): readonly string[] | undefined {
  return own && parent ? own.filter((name) => parent.includes(name)) : (own ?? parent);
}
