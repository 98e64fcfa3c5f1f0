/**
 * Everything that there is to say about the text of a spec: what the loader refuses, with what the engine cannot
 * enforce among it, and what the linter finds. One function for the command line, the editor and whoever else shows diagnostics.
 *
 * Guarantees: total on any bytes. `program` is there exactly when there is no error.
 */
import { type Diagnostic, type LoadResult, load } from "../../spec";
import { compile, type Program } from "../program";
import { type LintOptions, lint } from "./lint";

export interface Checked {
  readonly loaded: LoadResult;
  readonly program: Program | null;
  /** In the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
}

export function check(input: string | Uint8Array, options: Omit<LintOptions, "source"> = {}): Checked {
  const loaded = load(input);
  const { spec, source, diagnostics } = loaded;
  if (spec === null) return { loaded, program: null, diagnostics };
  const program = compile(spec, source);
  return {
    loaded,
    program,
    diagnostics: inOrder([...diagnostics, ...lint(program, { ...options, source })]),
  };
}

function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort((a, b) => a.range.start.offset - b.range.start.offset);
}
