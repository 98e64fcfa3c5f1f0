/** Why there is no cell any more, each with a sentence for a person. */
import { CELL_TROUBLES } from "../protocol";

export const CELL_FAULTS = {
  ...CELL_TROUBLES,
  late: "The sandbox did not start in time.",
  protocol: "The sandbox said something that no sandbox of ours says, and was ended.",
  flood: "The sandbox sent more than a page can take, and was ended.",
  log: "What happened in the sandbox could not be recorded, so it was ended.",
  recording: "The recording cannot be used: it is damaged, or of something else.",
  gone: "The sandbox is gone.",
} as const;
export type CellFaultCode = keyof typeof CELL_FAULTS;

export class CellFault extends Error {
  override readonly name = "CellFault";
  readonly code: CellFaultCode;

  constructor(code: CellFaultCode, why: string = CELL_FAULTS[code], options?: { cause: unknown }) {
    super(why, options);
    this.code = code;
  }
}
