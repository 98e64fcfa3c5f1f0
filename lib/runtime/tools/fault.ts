/** Why a tool gave no answer: a code and a sentence of ours; `reason` may quote what the tool said. */
import type { CallError } from "../calls/protocol";
import { CallFault } from "../calls/values";

export const TOOL_CODES = {
  ERR_AEGIS_TOOL_UNKNOWN: "There is no such tool.",
  ERR_AEGIS_TOOL_ARGUMENTS: "The arguments are not what the tool takes.",
  ERR_AEGIS_TOOL_FAILED: "The tool failed.",
  ERR_AEGIS_TOOL_ANSWER: "The answer of the tool cannot be read.",
  ERR_AEGIS_TOOL_TIMEOUT: "The tool took too long.",
} as const;
export type ToolCode = keyof typeof TOOL_CODES;

const REASON_UNITS = 600;

/** Its `code` is what the record says of it. */
export class ToolFault extends CallFault {
  readonly code: ToolCode;
  constructor(code: ToolCode, reason: string) {
    super(errorOf(code, reason));
    this.code = code;
  }
}

function errorOf(code: ToolCode, reason: string): CallError {
  return {
    name: code === "ERR_AEGIS_TOOL_ARGUMENTS" ? "TypeError" : "Error",
    code,
    message: TOOL_CODES[code],
    reason: reason.slice(0, REASON_UNITS).toWellFormed(),
  };
}
