/** One thing that is wrong with a file, whoever found it. */
import type { Diagnostic, Fix } from "@/lib/spec";
import type { Selection } from "../workbench/place";

export interface Problem {
  readonly path: string;
  readonly severity: "error" | "warning" | "note";
  /** A stable code: `ADS010`, `TS2304`. */
  readonly code: string;
  readonly message: string;
  readonly at: Selection;
  readonly fixes: readonly Fix[];
}

export function problemOf(path: string, { code, severity, message, range, fixes }: Diagnostic): Problem {
  const { start, end } = range;
  const at = { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
  return { path, severity, code, message, at, fixes };
}

/** Found again: nothing else of the same kind begins at that place. */
export function isSame(one: Problem, other: Problem): boolean {
  const [a, b] = [one.at, other.at];
  return one.path === other.path && one.code === other.code && a.line === b.line && a.column === b.column;
}

/** By file, policies first, then from above to below. */
export function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort(
    (a, b) => compare(a.path, b.path) || a.at.line - b.at.line || a.at.column - b.at.column,
  );
}

function compare(a: string, b: string): number {
  const rank = (path: string) => (path.endsWith(".toml") ? 0 : 1);
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** Notes are for whoever reads; they are listed, and not counted. */
export function countOf(problems: readonly Problem[], path?: string): number {
  return problems.filter(
    ({ severity, path: of }) => severity !== "note" && (path === undefined || of === path),
  ).length;
}

/** The one behind a place, in this file or the next; from the last on to the first again. */
export function nextProblem(
  ordered: readonly Problem[],
  path: string | null,
  at: Selection | null,
): Problem | undefined {
  const inFile = ordered.findIndex(
    (problem) =>
      problem.path === path &&
      (at === null ||
        problem.at.line > at.line ||
        (problem.at.line === at.line && problem.at.column > at.column)),
  );
  if (inFile !== -1) return ordered[inFile];
  const last = ordered.findLastIndex((problem) => problem.path === path);
  if (last !== -1) return ordered[(last + 1) % ordered.length];
  return ordered.find((problem) => path !== null && compare(problem.path, path) > 0) ?? ordered[0];
}
