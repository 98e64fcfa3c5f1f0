/** `aegis log verify`: whether a log is what was recorded, and how far anybody has seen it. */
import { checkBodies } from "../../lib/audit/bundle";
import { exitCode, type Report, verify } from "../../lib/audit/verify";
import { nodeHasher } from "../../lib/runtime/node/hash";
import { type Format, formatOf, type ProcessRun } from "../definitions/definition";
import { EXIT_FINDINGS } from "../failure";
import type { ProcessIo } from "../io/process-io";
import { readKnowledge } from "../log/evidence";
import { findingsOf, LOG_KINDS, suiteOf } from "../log/findings";
import { ProgressLine } from "../log/progress";
import { jsonReport, type Told, textReport } from "../log/report";
import { namedKey, openLog, reading } from "../log/source";
import { githubReport } from "../report/github";
import { jsonText } from "../report/json";
import { junitReport } from "../report/junit";
import { sarifReport } from "../report/sarif";

export const run: ProcessRun = async (invocation, io) => {
  const [path = ""] = invocation.positionals;
  const source = await openLog(path, io);
  try {
    const knowledge = await readKnowledge(invocation, source, io);
    const hasher = nodeHasher();
    const progress = new ProgressLine(io, source.size);
    const first = await source.first();
    const report: Report = await reading(path, () =>
      verify({ lines: source.lines() }, { ...knowledge, hasher, onProgress: (now) => progress.show(now) }),
    );
    const { bundle } = source;
    const bodies = bundle && (await reading(path, () => checkBodies(bundle, hasher)));
    progress.end();
    const code = exitCode(report, { allowIncomplete: invocation.options["allow-incomplete"] === true });
    const vkey = namedKey(first);
    const told: Told = {
      name: source.name,
      report,
      code: bodies && bodies.faults.length > 0 ? EXIT_FINDINGS : code,
      ...(vkey !== undefined && { vkey }),
      ...(bodies && { bodies }),
    };
    await io.out.write(write(told, formatOf(invocation), io));
    return told.code;
  } finally {
    await source.close();
  }
};

function write(told: Told, format: Format, io: ProcessIo): string {
  switch (format) {
    case "json":
      return jsonText(jsonReport(told));
    case "github":
      return githubReport(findingsOf(told));
    case "sarif":
      return sarifReport(findingsOf(told), LOG_KINDS);
    case "junit":
      return junitReport([suiteOf(told)]);
    default:
      return textReport(told, io.style);
  }
}
