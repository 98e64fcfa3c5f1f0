/** `aegis test`: the tests that live with a spec. */

import { coverageOf, runTests } from "../../lib/policy/spec-tests";
import { loadSqlAnalyser } from "../../lib/policy/sql-on-demand";
import { type Format, formatOf, type Run, textOf } from "../definitions/definition";
import { EXIT_FINDINGS, EXIT_OK, UsageError } from "../failure";
import type { Io } from "../io/io";
import { printable } from "../io/printable";
import { STDIN } from "../io/read-input";
import { githubReport } from "../report/github";
import { jsonText } from "../report/json";
import { junitReport } from "../report/junit";
import { openSpec } from "../spec-file";
import { openTests } from "../tests/open-tests";
import {
  coverageFinding,
  failureFindings,
  jsonResult,
  suitesOf,
  type TestReport,
  textResult,
} from "../tests/report";

export const run: Run = async (invocation, io) => {
  const [path = "", ...more] = invocation.positionals;
  if (invocation.positionals.filter((each) => each === STDIN).length > 1) {
    throw new UsageError("Standard input can be read once; name - once.");
  }
  const least = minimum(textOf(invocation, "min-coverage"));
  const spec = await openSpec(path, io);
  const tests = await openTests(spec, more, io);
  if (tests.length === 0) {
    throw new UsageError(
      `${printable(spec.name)} has no tests; add a [[test]] table, or name a file with some.`,
    );
  }
  const results = await runTests(spec.program, tests, loadSqlAnalyser);
  const coverage = coverageOf(spec.program, results);
  const isCovered = coverage.percent >= least;
  const report: TestReport = { spec, results, coverage, least };
  await io.out.write(write(report, formatOf(invocation), io));
  return results.every(({ passed }) => passed) && isCovered ? EXIT_OK : EXIT_FINDINGS;
};

function minimum(text: string | undefined): number {
  if (text === undefined) return 0;
  const digits = text.endsWith("%") ? text.slice(0, -1) : text;
  const value = /^[0-9]{1,3}(\.[0-9]+)?$/.test(digits) ? Number(digits) : Number.NaN;
  if (value <= 100) return value;
  throw new UsageError("--min-coverage is a number from 0 to 100.");
}

function write(report: TestReport, format: Format, io: Io): string {
  switch (format) {
    case "json":
      return jsonText(jsonResult(report));
    case "github":
      return githubReport([...failureFindings(report), ...coverageFinding(report)]);
    case "junit":
      return junitReport(suitesOf(report));
    default:
      return textResult(report, io.style);
  }
}
