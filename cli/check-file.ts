/** Everything that there is to say about a file: what is wrong, what is superfluous, what a run did not use. */
import { check, type LintOptions } from "../lib/policy/lint";
import type { LoadResult } from "../lib/spec/load";
import type { Io } from "./io/io";
import { nameOf, readInput } from "./io/read-input";
import { type Finding, findingOf } from "./report/finding";

export interface CheckedFile {
  readonly name: string;
  readonly loaded: LoadResult;
  readonly findings: readonly Finding[];
}

export async function checkFile(path: string, io: Io, options: LintOptions = {}): Promise<CheckedFile> {
  const name = nameOf(path);
  const { loaded, diagnostics } = check(await readInput(path, io), options);
  return { name, loaded, findings: diagnostics.map((diagnostic) => findingOf(name, diagnostic)) };
}
