/**
 * Annotations of GitHub's workflow commands. A step shows ten of them and drops the rest without a word, so that the
 * weightiest come first and the last line says how many there are beyond.
 */
import { byWeight, type Finding, type Level } from "./finding";

const ANNOTATIONS_PER_STEP = 10;
const COMMANDS: Readonly<Record<Level, string>> = { error: "error", warning: "warning", note: "notice" };

export function githubReport(findings: readonly Finding[]): string {
  const sorted = [...findings].sort(byWeight);
  const lines = sorted.slice(0, ANNOTATIONS_PER_STEP).map(annotation);
  const more = sorted.length - lines.length;
  if (more > 0) lines.push(`+${more} more`);
  return lines.map((line) => `${line}\n`).join("");
}

function annotation({ file, level, code, message, range }: Finding): string {
  const properties: [string, string | number][] = [["file", file]];
  if (range !== null) {
    const { start, end } = range;
    properties.push(["line", start.line], ["endLine", end.line]);
    // GitHub takes columns only where both ends are on one line; its end column is the last one, not the next.
    if (start.line === end.line) {
      properties.push(["col", start.column], ["endColumn", Math.max(start.column, end.column - 1)]);
    }
  }
  properties.push(["title", code]);
  const list = properties.map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(",");
  return `::${COMMANDS[level]} ${list}::${escapeData(message)}`;
}

/** A newline that is not escaped would let a file name or a message give commands of its own. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
