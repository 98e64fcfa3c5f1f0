/** What the spec says about a run as a whole, in numbers; where it says nothing, what holds instead. */
import type { ApprovalRules } from "../../mediator/approval";
import type { AgentSpec } from "../../spec";
import { parseDuration, parseSize } from "../../spec/values";
import { DEFAULT_LIMITS, type SandboxLimits } from "../limits";

/** More memory than this a machine of 32 bits cannot address with room to grow. */
const MOST_MEMORY_BYTES = 2 * 1024 ** 3;
/** What a timer of the platform holds; given more, it would be over at once. Twenty-four days. */
const LONGEST_MS = 2 ** 31 - 1;

export function limitsOf({ agent, resources }: AgentSpec): SandboxLimits {
  return {
    memoryBytes: Math.min(size(resources.memory_limit) ?? DEFAULT_LIMITS.memoryBytes, MOST_MEMORY_BYTES),
    cpuMs: DEFAULT_LIMITS.cpuMs,
    wallMs: duration(agent.max_runtime) ?? DEFAULT_LIMITS.wallMs,
    outputBytes: size(resources.max_output) ?? DEFAULT_LIMITS.outputBytes,
    // Each has a machine of its own: more of them than usual nobody gets by asking.
    processes: Math.min(resources.pids_limit ?? DEFAULT_LIMITS.processes, DEFAULT_LIMITS.processes),
    tmpBytes: size(resources.tmp_size) ?? DEFAULT_LIMITS.tmpBytes,
  };
}

export function approvalRulesOf({ approvals }: AgentSpec): ApprovalRules {
  // The schema has a default for the time and refuses what is none, so there is always one.
  const { timeout, second_person: secondPerson, approvers } = approvals;
  return {
    timeoutMs: duration(timeout) ?? 0,
    secondPerson,
    ...(approvers.length > 0 && { approvers }),
  };
}

function duration(text: string | undefined): number | undefined {
  const parsed = text === undefined ? undefined : parseDuration(text);
  return parsed?.ok ? Math.min(parsed.value, LONGEST_MS) : undefined;
}

function size(text: string | undefined): number | undefined {
  const parsed = text === undefined ? undefined : parseSize(text);
  return parsed?.ok ? parsed.value : undefined;
}
