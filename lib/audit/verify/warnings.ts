/** What does not make a log invalid, but has to be said. */
import { WARNINGS, type WarningCode } from "../verdicts";
import type { Judgement } from "./judge";
import type { RecordChecker } from "./records";
import type { Warning } from "./report";

export function warningsOf(records: RecordChecker, { states, isPolicyMet }: Judgement): Warning[] {
  const warnings: Warning[] = [];
  const { isClosed } = records.summary();
  if (!isClosed && records.fault === undefined) warnings.push(warning("NO_CLOSE", 1));
  const { openCalls, backwards } = records;
  if (openCalls.count > 0) warnings.push(warning("INCOMPLETE_CALL", openCalls.count, openCalls.first));
  if (backwards.count > 0) warnings.push(warning("CLOCK_BACKWARDS", backwards.count, backwards.first));
  if (states.witnessed === undefined || isPolicyMet === false) warnings.push(warning("NOT_WITNESSED", 1));
  return warnings;
}

function warning(code: WarningCode, count: number, seq?: number): Warning {
  return { code, why: WARNINGS[code], count, ...(seq === undefined ? {} : { seq }) };
}
