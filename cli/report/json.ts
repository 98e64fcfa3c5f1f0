/** JSON for programs: two blanks of indent, one newline at the end. */
import type { Finding } from "./finding";

export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** A finding as other programs get it: lines and columns from 1, end exclusive. */
export function jsonFinding({ file, level, code, message, range, fixes }: Finding) {
  return {
    file,
    severity: level,
    code,
    message,
    range: range === null ? null : { start: range.start, end: range.end },
    fixes,
  };
}
