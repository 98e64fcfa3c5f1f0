/**
 * Text in, spec and diagnostics out.
 *
 * Guarantees: total on any bytes; at most 1 MiB is looked at; every diagnostic has a range inside the text; `spec` is
 * null exactly when there is an error among the diagnostics; a spec that loads can be enforced: the engine itself was
 * asked. Not here: rules that can never match, which are the linter's in `lib/policy`.
 */
import { link } from "../policy/engine";
import { beginWork, endWork, LINK_WORK_UNITS, TooMuchWork } from "../policy/match/work";
import { compile } from "../policy/program";
import { type AgentSpec, agentSpecSchema } from "./agent-spec";
import type { DiagnosticCode } from "./diagnostics/codes";
import type { Diagnostic } from "./diagnostics/diagnostic";
import { diagnosticsOfFaults } from "./diagnostics/from-faults";
import { reportIssues } from "./diagnostics/from-issues";
import { Reporter } from "./diagnostics/reporter";
import { reportWarnings } from "./diagnostics/warnings";
import { type SourceMap, TreeSourceMap } from "./source-map";
import { toPlain } from "./toml/plain";
import { readToml, type TomlFaultKind } from "./toml/read-toml";

export interface LoadResult {
  readonly spec: AgentSpec | null;
  /** In the order of the text; at most 200. */
  readonly diagnostics: readonly Diagnostic[];
  readonly source: SourceMap;
}

const CODE_OF_FAULT: Readonly<Record<TomlFaultKind, DiagnosticCode>> = {
  "not-text": "ADS001",
  "too-large": "ADS002",
  "too-deep": "ADS003",
  syntax: "ADS004",
  disagreement: "ADS005",
  "too-much": "ADS006",
};

export function load(input: string | Uint8Array): LoadResult {
  const toml = readToml(input);
  const source = new TreeSourceMap(toml.text, toml.lines, toml.ok ? toml.root : null);
  const reporter = new Reporter(source);
  if (!toml.ok) {
    for (const { kind, message, span } of [toml.fault, ...toml.further]) {
      reporter.addAt({ code: CODE_OF_FAULT[kind], message, path: [] }, toml.lines.range(span));
    }
    return { spec: null, diagnostics: reporter.sorted(), source };
  }
  const { value, faults } = toPlain(toml.root);
  for (const fault of faults) {
    const code = fault.kind === "key" ? "ADS010" : "ADS007";
    reporter.add({ code, message: fault.message, path: fault.path, part: fault.kind });
  }
  const result = validate(value);
  if (typeof result === "string") {
    reporter.add({ code: "ADS006", message: result, path: [] });
    return { spec: null, diagnostics: reporter.sorted(), source };
  }
  if (!result.success) {
    const told = new Set(faults.map((fault) => JSON.stringify(fault.path)));
    const { issues } = result.error;
    const isNews = (issue: (typeof issues)[number]) => !told.has(JSON.stringify(issue.path));
    reportIssues(reporter, told.size === 0 ? issues : issues.filter(isNews));
  }
  if (!result.success || faults.length > 0) return { spec: null, diagnostics: reporter.sorted(), source };
  const refused = diagnosticsOfFaults(link(compile(result.data, source)).faults);
  if (refused.length > 0) return { spec: null, diagnostics: [...reporter.sorted(), ...refused], source };
  reportWarnings(reporter, result.data);
  return { spec: result.data, diagnostics: reporter.sorted(), source };
}

/**
 * The validator passes issues on as arguments, and enough of them overflow its stack: then it has no verdict but a
 * sentence. Nor has it where the braces of patterns stand for more than can be read.
 */
function validate(value: unknown) {
  const before = beginWork(LINK_WORK_UNITS);
  try {
    // Without `jitless` it tries whether it may evaluate code, which a content security policy reports.
    return agentSpecSchema.safeParse(value, { jitless: true });
  } catch (error) {
    return error instanceof TooMuchWork
      ? "The patterns of the file, with all that their braces stand for, are too many to be judged."
      : "The file has too many faults to be judged.";
  } finally {
    endWork(before);
  }
}
