/** Edits of a text as a unified diff for a terminal. */
import type { TextEdit } from "../../lib/spec/diagnostics/diagnostic";
import { type DiffLine, unifiedLines } from "../../lib/spec/diagnostics/unified-lines";
import type { Style } from "../io/style";

export function unifiedDiff(name: string, text: string, edits: readonly TextEdit[], style: Style): string {
  const lines = unifiedLines(text, edits);
  if (lines.length === 0) return "";
  const path = name.replace(/^\/+/, "");
  const head = [style.bold(`--- a/${path}`), style.bold(`+++ b/${path}`)];
  return `${[...head, ...lines.map((line) => painted(line, style))].join("\n")}\n`;
}

function painted({ kind, text }: DiffLine, style: Style): string {
  if (kind === "old") return style.red(text);
  if (kind === "new") return style.green(text);
  return kind === "hunk" ? style.cyan(text) : text;
}
