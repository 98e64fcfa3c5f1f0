/** Why a model gave no answer: a code and a sentence of ours. */
import { CodedFault } from "../calls/coded-fault";

export const MODEL_CODES = {
  ERR_AEGIS_MODEL_UNKNOWN: "There is no such model.",
  ERR_AEGIS_MODEL_SILENT: "The model has no answer to that.",
  ERR_AEGIS_MODEL_FAILED: "The model failed.",
} as const;
export type ModelCode = keyof typeof MODEL_CODES;

export class ModelFault extends CodedFault<ModelCode> {
  constructor(code: ModelCode, reason: string) {
    super(code, MODEL_CODES[code], reason);
  }
}
