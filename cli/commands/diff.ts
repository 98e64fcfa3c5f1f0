/** `aegis diff`: what a new spec allows that the old one did not. */
import { diff, diffSettings } from "../../lib/policy/diff";
import { type Format, formatOf, type Run } from "../definitions/definition";
import {
  DIFF_KINDS,
  type DiffReport,
  diffFindings,
  diffSuite,
  jsonDiff,
  textDiff,
  widens,
} from "../diff/report";
import { EXIT_FINDINGS, EXIT_OK, UsageError } from "../failure";
import type { Io } from "../io/io";
import { STDIN } from "../io/read-input";
import { githubReport } from "../report/github";
import { jsonText } from "../report/json";
import { junitReport } from "../report/junit";
import { sarifReport } from "../report/sarif";
import { openSpec } from "../spec-file";

export const run: Run = async (invocation, io) => {
  const [oldPath = "", newPath = ""] = invocation.positionals;
  if (oldPath === STDIN && newPath === STDIN) {
    throw new UsageError("Standard input can be read once; name - once.");
  }
  const old = await openSpec(oldPath, io);
  const after = await openSpec(newPath, io);
  const mayWiden = invocation.options["allow-widening"] === true;
  const report = {
    old,
    new: after,
    diff: diff(old.program, after.program),
    settings: diffSettings(old.spec, after.spec),
    mayWiden,
  };
  await io.out.write(write(report, formatOf(invocation), io));
  return widens(report) && !mayWiden ? EXIT_FINDINGS : EXIT_OK;
};

function write(report: DiffReport, format: Format, io: Io): string {
  switch (format) {
    case "json":
      return jsonText(jsonDiff(report));
    case "github":
      return githubReport(diffFindings(report));
    case "sarif":
      return sarifReport(diffFindings(report), DIFF_KINDS);
    case "junit":
      return junitReport([diffSuite(report)]);
    default:
      return textDiff(report, io.style);
  }
}
