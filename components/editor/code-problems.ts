/** What the editor found in code, for whoever lists problems. Policies are read elsewhere, with and without an editor. */
import type { editor } from "monaco-editor/editor/editor.api";
import type { Problem } from "../problems/problem";

/** The editor's numbers, from the worst. */
const SEVERITIES = [
  [8, "error"],
  [4, "warning"],
  [0, "note"],
] as const;
/** What a mark is about that nobody has to mend: a name that is never used, a hint. */
const HINT = 1;

export function codeProblemsOf(markers: readonly editor.IMarker[], root: string, own: string): Problem[] {
  return markers
    .filter(({ owner, resource, severity }) => {
      return owner !== own && severity > HINT && resource.path.startsWith(root);
    })
    .map((marker) => ({
      path: marker.resource.path.slice(root.length),
      severity: SEVERITIES.find(([least]) => marker.severity >= least)?.[1] ?? "note",
      code: codeOf(marker.code),
      message: marker.message,
      at: {
        line: marker.startLineNumber,
        column: marker.startColumn,
        endLine: marker.endLineNumber,
        endColumn: marker.endColumn,
      },
      fixes: [],
    }));
}

function codeOf(code: editor.IMarker["code"]): string {
  const text = typeof code === "object" ? code.value : (code ?? "");
  return /^\d+$/.test(text) ? `TS${text}` : text;
}
