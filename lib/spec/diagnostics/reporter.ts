/**
 * Collects diagnostics: looks up the place of each, keeps them few and in the order of the text.
 *
 * Guarantees: at most `MAX_DIAGNOSTICS`; the same complaint about the same place is made once.
 */
import type { SourceRange } from "../../policy/types";
import type { TreeSourceMap } from "../source-map";
import { DIAGNOSTICS, type DiagnosticCode } from "./codes";
import type { Diagnostic, Fix, SpecPath } from "./diagnostic";

/** More than anybody reads; a hostile file could have a hundred thousand. */
export const MAX_DIAGNOSTICS = 200;

export interface Complaint {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly path: SpecPath;
  /** What to mark; the value unless told otherwise. */
  readonly part?: "key" | "value";
  readonly suggestion?: string | undefined;
  readonly fixes?: readonly Fix[];
}

export class Reporter {
  readonly source: TreeSourceMap;
  private readonly found: Diagnostic[] = [];
  private readonly seen = new Set<string>();

  constructor(source: TreeSourceMap) {
    this.source = source;
  }

  get full(): boolean {
    return this.found.length >= MAX_DIAGNOSTICS;
  }

  get hasErrors(): boolean {
    return this.found.some((diagnostic) => diagnostic.severity === "error");
  }

  add(complaint: Complaint): void {
    this.addAt(complaint, this.source.nearest(complaint.path, complaint.part ?? "value"));
  }

  addAt(complaint: Complaint, range: SourceRange): void {
    const { code, message, path, suggestion } = complaint;
    const id = `${code} ${range.start.offset} ${range.end.offset} ${message}`;
    if (this.full || this.seen.has(id)) return;
    this.seen.add(id);
    this.found.push({
      code,
      severity: DIAGNOSTICS[code].severity,
      message,
      range,
      path: [...path],
      ...(suggestion === undefined ? {} : { suggestion }),
      fixes: complaint.fixes ?? [],
    });
  }

  /** In the order of the text, errors before warnings at the same place. */
  sorted(): readonly Diagnostic[] {
    return [...this.found].sort(
      (a, b) => a.range.start.offset - b.range.start.offset || a.severity.localeCompare(b.severity),
    );
  }
}
