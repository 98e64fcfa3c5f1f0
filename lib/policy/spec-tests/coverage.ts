/** Which rules the tests touch: those that were named as the reason of a decision. */
import type { Program } from "../program";
import { type RuleEntry, rulesOfProgram } from "../rule-list";
import type { TestResult } from "./run-tests";

export interface Coverage {
  readonly total: number;
  readonly touched: number;
  /** 100 where there is nothing to touch. */
  readonly percent: number;
  readonly untouched: readonly RuleEntry[];
}

export function coverageOf(program: Program, results: readonly TestResult[]): Coverage {
  const named = new Set(results.map(({ decision }) => decision.rule));
  const rules = rulesOfProgram(program).filter(({ decides }) => decides);
  const untouched = rules.filter(({ id }) => !named.has(id));
  const total = rules.length;
  const touched = total - untouched.length;
  return { total, touched, percent: total === 0 ? 100 : (touched / total) * 100, untouched };
}
