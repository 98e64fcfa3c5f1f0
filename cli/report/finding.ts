/** What validate, test and diff find, in one shape for every format. */
import type { SourceRange } from "../../lib/policy/types";
import type { Diagnostic, Fix } from "../../lib/spec/diagnostics/diagnostic";

export type Level = "error" | "warning" | "note";
export interface Finding {
  readonly file: string;
  readonly level: Level;
  readonly code: string;
  /** One sentence. */
  readonly message: string;
  readonly range: SourceRange | null;
  readonly fixes: readonly Fix[];
}

/** A code and what it means, for formats that list them. */
export interface FindingKind {
  readonly code: string;
  readonly level: Level;
  readonly summary: string;
  readonly mend: string;
}

export function findingOf(file: string, diagnostic: Diagnostic): Finding {
  const { severity, code, message, range, fixes } = diagnostic;
  return { file, level: severity, code, message, range, fixes };
}

export function countOf(findings: readonly Finding[], level: Level): number {
  return findings.filter((finding) => finding.level === level).length;
}

const WEIGHT: Readonly<Record<Level, number>> = { error: 0, warning: 1, note: 2 };

/** What matters most first; then by file and place. */
export function byWeight(a: Finding, b: Finding): number {
  return (
    WEIGHT[a.level] - WEIGHT[b.level] ||
    compareTexts(a.file, b.file) ||
    (a.range?.start.offset ?? 0) - (b.range?.start.offset ?? 0)
  );
}

/** By code unit: the same on every machine, whatever its language. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function plural(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
