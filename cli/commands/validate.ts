/** `aegis validate`: what is wrong with specs, where, and how to mend it. */
import type { LintOptions } from "../../lib/policy/lint";
import { linkOptionsFor } from "../../lib/policy/sql-on-demand";
import { DIAGNOSTICS } from "../../lib/spec/diagnostics/codes";
import { type CheckedFile, checkFile } from "../check-file";
import { type Format, formatOf, type Invocation, type Run, textOf } from "../definitions/definition";
import { EXIT_FINDINGS, EXIT_OK, UsageError } from "../failure";
import type { Io } from "../io/io";
import { nameOf, STDIN } from "../io/read-input";
import { PLAIN } from "../io/style";
import { countOf, type Finding, type FindingKind, plural } from "../report/finding";
import { githubReport } from "../report/github";
import { jsonFinding, jsonText } from "../report/json";
import { junitReport } from "../report/junit";
import { sarifReport } from "../report/sarif";
import { type Sources, textReport } from "../report/text";
import { openRequests } from "../requests/open-requests";
import { recordedRequests } from "../requests/recorded";

const KINDS: readonly FindingKind[] = Object.entries(DIAGNOSTICS).map(
  ([code, { severity, summary, mend }]) => ({ code, level: severity, summary, mend }),
);

export const run: Run = async (invocation, io) => {
  const paths = invocation.positionals;
  if (paths.filter((path) => path === STDIN).length > 1) {
    throw new UsageError("Standard input can be read once; name - once.");
  }
  const run = await recordedRun(invocation, io);
  const files: CheckedFile[] = [];
  for (const path of paths) files.push(await checkFile(path, io, run));
  const isStrict = invocation.options.strict === true;
  await io.out.write(report(files, formatOf(invocation), isStrict, io));
  return files.some((file) => !passes(file, isStrict)) ? EXIT_FINDINGS : EXIT_OK;
};

/** Nothing without --used. */
async function recordedRun(invocation: Invocation, io: Io): Promise<LintOptions> {
  const path = textOf(invocation, "used");
  if (path === undefined) return {};
  const isTaken = invocation.positionals.includes(STDIN);
  const used = await recordedRequests(await openRequests(path, isTaken, io, MISSING), nameOf(path));
  return { used, link: await linkOptionsFor(used) };
}

const MISSING = {
  taken: "Standard input holds a spec; give the recorded requests as --used FILE.",
  terminal: "--used - reads the recorded requests from standard input: pipe lines of JSON.",
};

function passes({ findings }: CheckedFile, isStrict: boolean): boolean {
  return countOf(findings, "error") === 0 && !(isStrict && countOf(findings, "warning") > 0);
}

function report(files: readonly CheckedFile[], format: Format, isStrict: boolean, io: Io): string {
  const findings = files.flatMap((file) => file.findings);
  const sources: Sources = new Map(files.map(({ name, loaded }) => [name, loaded.source.text]));
  switch (format) {
    case "json":
      return jsonText({
        ok: files.every((file) => passes(file, isStrict)),
        files: files.map((file) => ({
          file: file.name,
          ok: passes(file, isStrict),
          diagnostics: file.findings.map(jsonFinding),
        })),
      });
    case "github":
      return githubReport(findings);
    case "sarif":
      return sarifReport(findings, KINDS);
    case "junit":
      return junitReport([
        { name: "aegis validate", seconds: 0, cases: files.map((file) => caseOf(file, isStrict)) },
      ]);
    default: {
      const text = textReport(findings, sources, io.style);
      return `${text}${text === "" ? "" : "\n"}${summary(files, findings)}\n`;
    }
  }
}

function summary(files: readonly CheckedFile[], findings: readonly Finding[]): string {
  const errors = countOf(findings, "error");
  const warnings = countOf(findings, "warning");
  const checked = plural(files.length, "file");
  const notes = countOf(findings, "note");
  const more = notes === 0 ? "" : `, ${plural(notes, "note")}`;
  if (errors + warnings === 0) return `${checked} checked: nothing to mend${more}.`;
  return `${checked} checked: ${plural(errors, "error")}, ${plural(warnings, "warning")}${more}.`;
}

function caseOf(file: CheckedFile, isStrict: boolean) {
  const { name, findings, loaded } = file;
  const details = textReport(findings, new Map([[name, loaded.source.text]]), PLAIN);
  const base = { name, className: "aegis.validate" };
  if (passes(file, isStrict)) return { ...base, failure: null, output: details };
  const first = findings[0];
  const more = findings.length > 1 ? ` (+${findings.length - 1} more)` : "";
  return {
    ...base,
    failure: { message: `${first?.message ?? ""}${more}`, type: first?.code ?? "", details },
  };
}
