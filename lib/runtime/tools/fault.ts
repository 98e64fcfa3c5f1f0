/** Why a tool gave no answer: a code and a sentence of ours; `reason` may quote what the tool said. */
import { CodedFault } from "../calls/coded-fault";

export const TOOL_CODES = {
  ERR_AEGIS_TOOL_UNKNOWN: "There is no such tool.",
  ERR_AEGIS_TOOL_ARGUMENTS: "The arguments are not what the tool takes.",
  ERR_AEGIS_TOOL_FAILED: "The tool failed.",
  ERR_AEGIS_TOOL_ANSWER: "The answer of the tool cannot be read.",
  ERR_AEGIS_TOOL_TIMEOUT: "The tool took too long.",
} as const;
export type ToolCode = keyof typeof TOOL_CODES;

export class ToolFault extends CodedFault<ToolCode> {
  constructor(code: ToolCode, reason: string) {
    const name = code === "ERR_AEGIS_TOOL_ARGUMENTS" ? "TypeError" : "Error";
    super(code, TOOL_CODES[code], reason, name);
  }
}
