/** Why something that was asked of others (a tool, a model, an agent) has no answer: a code and a sentence of ours. */
import { CallFault } from "./values";

/** A reason may quote what somebody else said. */
const REASON_UNITS = 600;

/** Its `code` is what the record says of it. */
export class CodedFault<Code extends string> extends CallFault {
  readonly code: Code;

  constructor(code: Code, message: string, reason: string, name: "Error" | "TypeError" = "Error") {
    super({ name, code, message, reason: reason.slice(0, REASON_UNITS).toWellFormed() });
    this.code = code;
  }
}
