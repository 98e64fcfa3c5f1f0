/** What the loader and the linters tell an author: a sentence, its exact place, and where possible the mend. */
import type { SourceRange } from "../../policy/types";
import type { DiagnosticCode, Severity } from "./codes";

export type PathSegment = string | number;
/** Where in the spec: keys from the root, and indexes of arrays from 0. */
export type SpecPath = readonly PathSegment[];

export interface TextEdit {
  readonly range: SourceRange;
  readonly newText: string;
}
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** One sentence for people. */
  readonly message: string;
  readonly range: SourceRange;
  readonly path: SpecPath;
  /** The word that was most likely meant. */
  readonly suggestion?: string;
  readonly fixes: readonly Fix[];
}
