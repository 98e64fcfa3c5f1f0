/** What the tests showed, for every format. */

import type { Coverage, TestResult } from "../../lib/policy/spec-tests";
import { printable } from "../io/printable";
import type { Style } from "../io/style";
import { compareTexts, type Finding, plural } from "../report/finding";
import type { JunitSuite } from "../report/junit";
import type { SpecFile } from "../spec-file";

export interface TestReport {
  readonly spec: SpecFile;
  readonly results: readonly TestResult[];
  readonly coverage: Coverage;
  /** Per cent of rules that must be touched. */
  readonly least: number;
}

export function textResult(report: TestReport, style: Style): string {
  const { results, coverage, least } = report;
  const failed = results.filter(({ passed }) => !passed).length;
  const lines = results.flatMap((result) => resultLines(result, report, style));
  const count = `${plural(results.length, "test")}: ${results.length - failed} passed, ${failed} failed.`;
  lines.push(
    "",
    failed > 0 ? style.red(count) : style.green(count),
    ...coverageLines(coverage, least, style),
  );
  return `${lines.join("\n")}\n`;
}

function resultLines({ test, decision, passed }: TestResult, { spec }: TestReport, style: Style): string[] {
  if (passed) return [`${style.green("pass")}  ${printable(test.name)}`];
  const line = test.range === null ? "" : `:${test.range.start.line}`;
  return [
    `${style.red("FAIL")}  ${printable(test.name)}  ${style.dim(`${printable(test.file)}${line}`)}`,
    `      expected ${test.expect}, got ${decision.verdict} (${decision.code})`,
    `      ${printable(decision.reason)}`,
    ...(decision.range === null
      ? []
      : [`      decided at ${printable(spec.name)}:${decision.range.start.line}`]),
  ];
}

function coverageLines(
  { total, touched, percent, untouched }: Coverage,
  least: number,
  style: Style,
): string[] {
  const share = `${Math.floor(percent)} %`;
  const lines = [`Rules touched: ${touched} of ${total} (${share}).`];
  if (percent < least)
    lines.push(style.red(`That is less than the ${least} % that --min-coverage asks for.`));
  if (untouched.length > 0) lines.push("No test touches:");
  for (const { id, text, line } of untouched) {
    const place = line === null ? "" : `, line ${line}`;
    lines.push(`  ${printable(text)}  ${style.dim(`${printable(id)}${place}`)}`);
  }
  return lines;
}

export function jsonResult({ spec, results, coverage, least }: TestReport) {
  const failed = results.filter(({ passed }) => !passed).length;
  return {
    ok: failed === 0 && coverage.percent >= least,
    spec: spec.name,
    passed: results.length - failed,
    failed,
    tests: results.map(({ test, decision, passed }) => ({
      name: test.name,
      file: test.file,
      line: test.range?.start.line ?? null,
      passed,
      expected: test.expect,
      got: decision.verdict,
      code: decision.code,
      rule: decision.rule,
      rule_line: decision.range?.start.line ?? null,
      reason: decision.reason,
    })),
    coverage: {
      rules: coverage.total,
      touched: coverage.touched,
      untouched: coverage.untouched.map(({ id, text, line }) => ({ rule: id, text, line })),
    },
  };
}

export function failureFindings({ results }: TestReport): Finding[] {
  return results
    .filter(({ passed }) => !passed)
    .map(({ test, decision }) => ({
      file: test.file,
      level: "error",
      code: "test",
      message: `${test.name}: expected ${test.expect}, got ${decision.verdict}. ${decision.reason}`,
      range: test.range,
      fixes: [],
    }));
}

export function coverageFinding({ spec, coverage, least }: TestReport): Finding[] {
  if (coverage.percent >= least) return [];
  const message = `The tests touch ${coverage.touched} of ${coverage.total} rules, fewer than ${least} %.`;
  return [{ file: spec.name, level: "error", code: "coverage", message, range: null, fixes: [] }];
}

export function suitesOf(report: TestReport): JunitSuite[] {
  const files = [...new Set(report.results.map(({ test }) => test.file))].sort(compareTexts);
  const suites = files.map((file) => ({
    name: file,
    seconds: 0,
    cases: report.results.filter(({ test }) => test.file === file).map(caseOf),
  }));
  const short = coverageFinding(report);
  if (short.length === 0) return suites;
  const failures = short.map(({ message }) => ({
    name: "coverage of rules",
    className: "aegis.coverage",
    failure: { message, type: "coverage", details: "" },
  }));
  return [...suites, { name: "coverage", seconds: 0, cases: failures }];
}

function caseOf({ test, decision, passed }: TestResult) {
  const base = { name: test.name, className: test.file };
  if (passed) return { ...base, failure: null };
  const message = `expected ${test.expect}, got ${decision.verdict}`;
  return { ...base, failure: { message, type: decision.code, details: decision.reason } };
}
