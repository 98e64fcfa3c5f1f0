/**
 * Text in, spec and diagnostics out.
 *
 * Guarantees: total on any bytes; at most 1 MiB is looked at; every diagnostic has a range inside the text; `spec` is
 * null exactly when there is an error among the diagnostics.
 */
import type { AgentSpec } from "./agent-spec";
import type { Diagnostic } from "./diagnostics/diagnostic";
import type { SourceMap } from "./source-map";

export interface LoadResult {
  readonly spec: AgentSpec | null;
  /** In the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  readonly source: SourceMap;
}

export declare function load(input: string | Uint8Array): LoadResult;
