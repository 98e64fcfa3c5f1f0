/** A record as a line for people. Denials are marked by a sign and a word, not by colour alone. */
import { type LogLine, subjectOf } from "../../lib/audit/bundle";
import type { AuditRecord } from "../../lib/audit/record";
import { printable } from "../io/printable";
import type { Paint, Style } from "../io/style";

const MARKS: Readonly<Record<string, string>> = { deny: "✗", approve: "?" };
const MOST_SUBJECT = 160;

export function rowOf(record: AuditRecord, style: Style): string {
  const { data, seq, ts, type } = record;
  const verdict = typeof data.verdict === "string" ? data.verdict : "";
  const paints: Readonly<Record<string, Paint>> = { deny: style.red, approve: style.yellow };
  const said = `${MARKS[verdict] ?? " "} ${printable(verdict).padEnd(7)}`;
  const parts = [
    String(seq).padStart(6),
    ts,
    Object.hasOwn(paints, verdict) ? (paints[verdict] as Paint)(said) : said,
    printable(type).padEnd(16),
    shortened(printable(subjectOf(record))),
    style.dim(printable(detailOf(record))),
  ];
  return `${parts
    .filter((part) => part !== "")
    .join("  ")
    .trimEnd()}\n`;
}

/** Which rule decided, or what came of which decision. */
function detailOf({ data }: AuditRecord): string {
  const rule = typeof data.rule === "string" ? data.rule : data.verdict === "deny" ? "by default" : "";
  const line = typeof data.line === "number" ? ` (line ${data.line})` : "";
  const status = typeof data.status === "string" ? data.status : "";
  const of = typeof data.of === "number" ? `of ${data.of}` : "";
  return rule !== "" ? rule + line : [status, of].filter((word) => word !== "").join(" ");
}

function shortened(text: string): string {
  return text.length > MOST_SUBJECT ? `${text.slice(0, MOST_SUBJECT)}…` : text;
}

export function badRow(line: LogLine & { readonly ok: false }, style: Style): string {
  return `${style.red(`line ${line.line} is no record (${line.code}): ${printable(line.why)}`)}\n`;
}
