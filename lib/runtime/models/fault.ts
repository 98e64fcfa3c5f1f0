/** Why a model gave no answer: a code and a sentence of ours. */
import { CallFault } from "../calls/values";

export const MODEL_CODES = {
  ERR_AEGIS_MODEL_UNKNOWN: "There is no such model.",
  ERR_AEGIS_MODEL_SILENT: "The model has no answer to that.",
  ERR_AEGIS_MODEL_FAILED: "The model failed.",
} as const;
export type ModelCode = keyof typeof MODEL_CODES;

const REASON_UNITS = 600;

/** Its `code` is what the record says of it. */
export class ModelFault extends CallFault {
  readonly code: ModelCode;
  constructor(code: ModelCode, reason: string) {
    const shown = reason.slice(0, REASON_UNITS).toWellFormed();
    super({ name: "Error", code, message: MODEL_CODES[code], reason: shown });
    this.code = code;
  }
}
