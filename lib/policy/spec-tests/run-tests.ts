import { Decider, type LoadSql } from "../decider";
import type { Program } from "../program";
import type { Decision } from "../types";
import type { PolicyTest } from "./tests-of";

export interface TestResult {
  readonly test: PolicyTest;
  readonly decision: Decision;
  readonly passed: boolean;
}

/** Each test is a run of its own: their order means nothing. */
export async function runTests(
  program: Program,
  tests: readonly PolicyTest[],
  loadSql: LoadSql,
): Promise<TestResult[]> {
  const decider = new Decider(program, { independent: true });
  const results: TestResult[] = [];
  for (const test of tests) {
    if (decider.mustPrepare(test.request)) await decider.prepare(loadSql);
    const decision = decider.decide(test.request);
    results.push({ test, decision, passed: decision.verdict === test.expect });
  }
  return results;
}
