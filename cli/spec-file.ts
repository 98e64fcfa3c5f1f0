/** A spec from a file: loaded, and made ready to decide. */
import { link } from "../lib/policy/engine";
import { compile, type Program } from "../lib/policy/program";
import type { AgentSpec } from "../lib/spec/agent-spec";
import { type LoadResult, load } from "../lib/spec/load";
import type { SourceMap } from "../lib/spec/source-map";
import { UsageError } from "./failure";
import type { Io } from "./io/io";
import { printable } from "./io/printable";
import { nameOf, readInput } from "./io/read-input";
import { type Finding, findingOf } from "./report/finding";
import { textReport } from "./report/text";

export interface SpecFile {
  /** As reports call it. */
  readonly name: string;
  readonly spec: AgentSpec;
  readonly source: SourceMap;
  readonly program: Program;
}
export interface CheckedFile {
  readonly name: string;
  readonly loaded: LoadResult;
  readonly findings: readonly Finding[];
}

/** Everything that there is to say about a file. What the loader takes, the engine may still refuse. */
export async function checkFile(path: string, io: Io): Promise<CheckedFile> {
  const name = nameOf(path);
  const loaded = load(await readInput(path, io));
  const findings = loaded.diagnostics.map((diagnostic) => findingOf(name, diagnostic));
  if (loaded.spec !== null) findings.push(...engineFindings(name, compile(loaded.spec, loaded.source)));
  return { name, loaded, findings };
}

function engineFindings(file: string, program: Program): Finding[] {
  return link(program).faults.map(({ message, range }) => {
    return { file, level: "error", code: "ADS036", message, range, fixes: [] };
  });
}

/** The spec of a command that needs one: a spec with errors is a fault of the configuration. */
export async function openSpec(path: string, io: Io): Promise<SpecFile> {
  const { name, loaded, findings } = await checkFile(path, io);
  const { spec, source } = loaded;
  const errors = findings.filter(({ level }) => level === "error");
  if (spec === null || errors.length > 0) {
    const details = textReport(errors, new Map([[name, source.text]]), io.errStyle);
    throw new UsageError(`${printable(name)} cannot be used: mend what is listed above.`, details);
  }
  return { name, spec, source, program: compile(spec, source) };
}
