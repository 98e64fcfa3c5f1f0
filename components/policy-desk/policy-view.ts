/** What is known of a policy by its text alone: mistakes, risks, tests, permissions. */
import { check } from "@/lib/policy/lint";
import { permissionsOf } from "@/lib/policy/permissions";
import type { Program } from "@/lib/policy/program";
import { coverageOf, type PolicyTest, runTests, type TestResult, testsOf } from "@/lib/policy/spec-tests";
import type { Decision } from "@/lib/policy/types";
import type { LoadResult } from "@/lib/spec";
import { POLICY_FILE } from "../run/policy-file";
import type { PolicyView, RuleView, TestsView, TestView, Told } from "./messages";

export interface ReadPolicy {
  readonly view: PolicyView;
  readonly program: Program | null;
}

export async function readPolicy(text: string): Promise<ReadPolicy> {
  const { loaded, program, diagnostics } = check(text);
  const of = (severities: readonly string[]) =>
    diagnostics.filter(({ severity }) => severities.includes(severity));
  const mistakes = of(["error"]).map(({ range, message }) => ({ line: range.start.line, message }));
  const risks = of(["warning", "note"]).map(({ code, message, range: { start } }) => {
    return { code, message, line: start.line, offset: start.offset };
  });
  const { spec } = loaded;
  if (!program || !spec) return { program, view: { mistakes, risks, tests: null, permissions: null } };
  const tests = await testsView(program, loaded);
  return { program, view: { mistakes, risks, tests, permissions: permissionsOf(spec, program) } };
}

async function testsView(program: Program, loaded: LoadResult): Promise<TestsView> {
  const tests = testsOf(POLICY_FILE, loaded);
  const here = tests.filter(isDecidedHere);
  const results = await runTests(program, here, async () => null);
  const { total, touched, untouched } = coverageOf(program, results);
  const byTest = new Map(results.map((result) => [result.test, result]));
  return {
    tests: tests.map((test) => testView(test, byTest.get(test))),
    rules: total,
    touched,
    untouched: untouched.map(ruleView),
  };
}

/** The reader of SQL is some megabytes that no page loads. A test that it would decide is not said to fail. */
function isDecidedHere({ request }: PolicyTest): boolean {
  return request.op !== "sql.query";
}

function testView({ name, expect, range }: PolicyTest, result: TestResult | undefined): TestView {
  const said = { name, expect, line: range?.start.line ?? null };
  return result
    ? { ...said, got: toldOf(result.decision), passed: result.passed }
    : { ...said, passed: null };
}

export function toldOf({ verdict, rule, range, reason }: Decision): Told {
  return { verdict, rule, line: range?.start.line ?? null, reason };
}

export function ruleView({ id, text, line }: RuleView): RuleView {
  return { id, text, line };
}
