/** Why an agent was not started, or has no end to tell of: a code and a sentence of ours. */
import { CallFault } from "../calls/values";

export const AGENT_CODES = {
  ERR_AEGIS_AGENT_UNKNOWN: "There is no such agent.",
  ERR_AEGIS_AGENT_SPEC: "The spec of the agent cannot be used.",
  ERR_AEGIS_AGENT_LIMIT: "No further agent can be started.",
  ERR_AEGIS_AGENT_FAILED: "The agent could not be run.",
} as const;
export type AgentCode = keyof typeof AGENT_CODES;

const REASON_UNITS = 600;

/** Its `code` is what the record says of it. */
export class AgentFault extends CallFault {
  readonly code: AgentCode;
  constructor(code: AgentCode, reason: string) {
    const shown = reason.slice(0, REASON_UNITS).toWellFormed();
    super({ name: "Error", code, message: AGENT_CODES[code], reason: shown });
    this.code = code;
  }
}
