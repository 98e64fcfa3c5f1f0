/** The result of verifying as findings, for the formats that CI reads. */
import { VERDICTS, WARNINGS } from "../../lib/audit/verdicts";
import type { Place } from "../../lib/audit/verify";
import type { SourceRange } from "../../lib/policy/types";
import { PLAIN } from "../io/style";
import type { Finding, FindingKind, Level } from "../report/finding";
import type { JunitSuite } from "../report/junit";
import { placeText, type Told, textReport } from "./report";

const UNKNOWN = "UNKNOWN";
const BODY = "BODY";
const MEND =
  "Compare the log with the copy of whoever countersigned it; believe nothing from the place that is named.";
const COMPLETE =
  "Give the checkpoint of its end, or let it pass with --allow-incomplete as long as the session runs.";

export const LOG_KINDS: readonly FindingKind[] = [
  ...Object.entries(VERDICTS).map(([code, summary]) => kind(code, "error", summary, MEND)),
  ...Object.entries(WARNINGS).map(([code, summary]) => kind(code, "warning", summary, COMPLETE)),
  kind(
    UNKNOWN,
    "warning",
    "There is no checkpoint, so that nobody can say whether more records followed.",
    COMPLETE,
  ),
  kind(BODY, "error", "A body is not what the records name.", MEND),
];

function kind(code: string, level: Level, summary: string, mend: string): FindingKind {
  return { code, level, summary, mend };
}

export function findingsOf({ name, report, code, bodies }: Told): Finding[] {
  const findings: Finding[] = [];
  const add = (level: Level, finding: string, message: string, range: SourceRange | null = null) =>
    findings.push({ file: name, level, code: finding, message, range, fixes: [] });
  // What only keeps a log from being complete is a warning, as its exit code says.
  const level = code === 1 ? "error" : "warning";
  for (const { code: fault, why, place } of report.faults)
    add(level, fault, `${placeText(place)}: ${why}`, rangeOf(place));
  if (report.verdict === "unknown") add("warning", UNKNOWN, report.why);
  for (const { code: warning, why } of report.warnings) add("warning", warning, why);
  for (const fault of bodies?.faults ?? []) add("error", BODY, fault);
  return findings;
}

function rangeOf(place: Place): SourceRange | null {
  if (place.in !== "record") return null;
  const start = { line: place.line, column: 1, offset: place.offset };
  return { start, end: start };
}

export function suiteOf(told: Told): JunitSuite {
  const { name, report, code } = told;
  const details = textReport(told, PLAIN);
  const base = { name, className: "aegis.log.verify" };
  const failure = { message: report.why, type: report.verdict, details };
  return {
    name,
    seconds: 0,
    cases: [code === 0 ? { ...base, failure: null, output: details } : { ...base, failure }],
  };
}
