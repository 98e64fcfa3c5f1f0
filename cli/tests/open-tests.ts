/** The tests of a spec, and those that other files bring along. */
import { type PolicyTest, testsOf } from "../../lib/policy/spec-tests";
import { type LoadResult, load } from "../../lib/spec/load";
import { UsageError } from "../failure";
import type { Io } from "../io/io";
import { printable } from "../io/printable";
import { nameOf, readInput } from "../io/read-input";
import { findingOf } from "../report/finding";
import { textReport } from "../report/text";
import type { SpecFile } from "../spec-file";

export async function openTests(spec: SpecFile, more: readonly string[], io: Io): Promise<PolicyTest[]> {
  const tests = testsOf(spec.name, spec);
  for (const path of more) {
    const name = nameOf(path);
    const loaded = loadTests(await readInput(path, io));
    if (loaded.spec === null) throw unusable(name, loaded, io);
    tests.push(...testsOf(name, loaded));
  }
  return tests;
}

/**
 * A file may hold nothing but tests. The loader wants to know whose they are, so it is told behind the end of the
 * text, where no place of the file moves.
 */
function loadTests(bytes: Uint8Array): LoadResult {
  const loaded = load(bytes);
  const needsAgent = ({ code, path }: LoadResult["diagnostics"][number]) =>
    code === "ADS012" && path.length === 1 && path[0] === "agent";
  if (loaded.spec !== null || !loaded.diagnostics.some(needsAgent)) return loaded;
  return load(`${loaded.source.text}\n[agent]\nname = "tests"\n`);
}

function unusable(name: string, { diagnostics, source }: LoadResult, io: Io): UsageError {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const details = textReport(
    errors.map((diagnostic) => findingOf(name, diagnostic)),
    new Map([[name, source.text]]),
    io.errStyle,
  );
  return new UsageError(`${printable(name)} cannot be used: mend what is listed above.`, details);
}
