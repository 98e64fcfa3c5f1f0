/**
 * What the engine cannot enforce although it loads (an expression that does not compile), as diagnostics for people.
 * The engine denies everything then, so that these are errors like any other.
 */
import type { SourceRange } from "../../policy/types";
import type { Diagnostic } from "./diagnostic";

export interface EngineFault {
  readonly range: SourceRange | null;
  readonly message: string;
}

const TOP: SourceRange["start"] = { line: 1, column: 1, offset: 0 };

export function diagnosticsOfFaults(faults: readonly EngineFault[]): readonly Diagnostic[] {
  return faults.map(({ range, message }) => ({
    code: "ADS036",
    severity: "error",
    message,
    range: range ?? { start: TOP, end: TOP },
    path: [],
    fixes: [],
  }));
}
