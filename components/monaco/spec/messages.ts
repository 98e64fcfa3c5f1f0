/** What the editor and the worker that reads policies say to each other. */
import type { Diagnostic } from "@/lib/spec";

/** The text of one file; `version` is the editor's own number of it. */
export interface ReadPolicy {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
}

export interface PolicyRead {
  readonly uri: string;
  readonly version: number;
  readonly diagnostics: readonly Diagnostic[];
}
