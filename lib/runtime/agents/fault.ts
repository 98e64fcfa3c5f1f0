/** Why an agent was not started, or has no end to tell of: a code and a sentence of ours. */
import { CodedFault } from "../calls/coded-fault";

export const AGENT_CODES = {
  ERR_AEGIS_AGENT_UNKNOWN: "There is no such agent.",
  ERR_AEGIS_AGENT_SPEC: "The spec of the agent cannot be used.",
  ERR_AEGIS_AGENT_LIMIT: "No further agent can be started.",
  ERR_AEGIS_AGENT_FAILED: "The agent could not be run.",
} as const;
export type AgentCode = keyof typeof AGENT_CODES;

export class AgentFault extends CodedFault<AgentCode> {
  constructor(code: AgentCode, reason: string) {
    super(code, AGENT_CODES[code], reason);
  }
}
