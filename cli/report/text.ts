/** Findings for people: place, code, sentence, the line itself, and the fixes by name. */
import { printable } from "../io/printable";
import type { Style } from "../io/style";
import { excerpt } from "./excerpt";
import type { Finding } from "./finding";

export type Sources = ReadonlyMap<string, string>;

export function textReport(findings: readonly Finding[], sources: Sources, style: Style): string {
  return findings.map((finding) => `${describe(finding, sources, style)}\n`).join("\n");
}

function describe(finding: Finding, sources: Sources, style: Style): string {
  const { file, level, code, message, range, fixes } = finding;
  const place = range === null ? "" : `:${range.start.line}:${range.start.column}`;
  const paint = level === "error" ? style.red : level === "warning" ? style.yellow : style.cyan;
  const source = sources.get(file);
  const lines = [
    `${style.bold(`${printable(file)}${place}`)} ${paint(level)} ${code}: ${printable(message)}`,
  ];
  if (range !== null && source !== undefined) lines.push(...excerpt(source, range, style));
  for (const { title } of fixes) lines.push(`  ${style.green("fix")}: ${printable(title)}`);
  return lines.join("\n");
}
