/** A spec from a file: loaded, and made ready to decide. */
import { compile, type Program } from "../lib/policy/program";
import type { AgentSpec } from "../lib/spec/agent-spec";
import { load } from "../lib/spec/load";
import type { SourceMap } from "../lib/spec/source-map";
import { UsageError } from "./failure";
import type { Io } from "./io/io";
import { printable } from "./io/printable";
import { nameOf, readInput } from "./io/read-input";
import { findingOf } from "./report/finding";
import { textReport } from "./report/text";

export interface SpecFile {
  /** As reports call it. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly spec: AgentSpec;
  readonly source: SourceMap;
  readonly program: Program;
}

/** The spec of a command that needs one: a spec with errors is a fault of the configuration. */
export async function openSpec(path: string, io: Io): Promise<SpecFile> {
  const name = nameOf(path);
  const bytes = await readInput(path, io);
  const { spec, source, diagnostics } = load(bytes);
  if (spec === null) {
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    const findings = errors.map((diagnostic) => findingOf(name, diagnostic));
    const details = textReport(findings, new Map([[name, source.text]]), io.errStyle);
    throw new UsageError(`${printable(name)} cannot be used: mend what is listed above.`, details);
  }
  return { name, bytes, spec, source, program: compile(spec, source) };
}
