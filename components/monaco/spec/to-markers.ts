/** What the language says of a policy, as the editor shows it: marks in the text, and mends to choose. */
import type { editor, IRange, languages, Uri } from "monaco-editor/editor/editor.api";
import type { Diagnostic, TextEdit } from "@/lib/spec";

/** The editor's numbers; its enum is a value, and this file is read where there is no editor. */
export const SEVERITY = { error: 8, warning: 4, note: 2 } as const;

export function rangeOf({ start, end }: TextEdit["range"]): IRange {
  return {
    startLineNumber: start.line,
    startColumn: start.column,
    endLineNumber: end.line,
    endColumn: end.column,
  };
}

export function markerOf({ code, severity, message, range }: Diagnostic): editor.IMarkerData {
  return { code, severity: SEVERITY[severity], message, source: "aegis", ...rangeOf(range) };
}

/** Lines and columns count from one on both sides, in UTF-16 units. */
export function actionsOf(
  diagnostics: readonly Diagnostic[],
  at: IRange,
  resource: Uri,
  versionId: number,
): languages.CodeAction[] {
  return diagnostics
    .filter(({ range }) => range.start.line <= at.endLineNumber && range.end.line >= at.startLineNumber)
    .flatMap((diagnostic) =>
      diagnostic.fixes.map(({ title, edits }) => ({
        title,
        kind: "quickfix",
        diagnostics: [markerOf(diagnostic)],
        edit: {
          edits: edits.map(({ range, newText }) => ({
            resource,
            versionId,
            textEdit: { range: rangeOf(range), text: newText },
          })),
        },
      })),
    );
}
