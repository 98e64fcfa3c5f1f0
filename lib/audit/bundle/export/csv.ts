/**
 * A log as a table (RFC 4180): one row a record, always the same columns, always one line.
 *
 * A spreadsheet takes a cell that begins with `=` for a formula and carries it out, on the machine of whoever reviews
 * the log; and what an agent asked for is the agent's text. So such a cell begins with an apostrophe, and so does one
 * that began with an apostrophe already, which leaves the first one always to be taken away again.
 */
import { writeCanonical } from "../../json";
import type { AuditRecord } from "../../record";
import { type Pieces, readRecords } from "../lines";
import { inBatches } from "./batches";
import { subjectOf, textOf } from "./subject";

export const CSV_COLUMNS = [
  "seq",
  "ts",
  "type",
  "verdict",
  "subject",
  "code",
  "rule",
  "line",
  "reason",
  "call",
  "of",
  "status",
  "data",
  "sid",
  "prev",
] as const;

/** Also the tab, which begins a formula in some, and the full-width forms, which others take for the narrow ones. */
const FORMULA = /^['=+\-@\t\r\n|%\uff1d\uff0b\uff0d\uff20]/;
/** Would break the row, or act on a terminal. The column `data` has all of it, as JSON escapes it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

export function csvOf(pieces: Pieces): AsyncGenerator<string> {
  return inBatches(rows(pieces));
}

async function* rows(pieces: Pieces): AsyncGenerator<string> {
  yield `${CSV_COLUMNS.join(",")}\r\n`;
  for await (const { record } of readRecords(pieces)) yield `${rowOf(record).map(cell).join(",")}\r\n`;
}

function rowOf(record: AuditRecord): string[] {
  const { data, prev, seq, sid, ts, type } = record;
  const { call, code, line, of, reason, rule, status, verdict } = data;
  const told = [verdict, subjectOf(record), code, rule, line, reason, call, of, status].map(textOf);
  return [String(seq), ts, type, ...told, writeCanonical(data), sid, prev];
}

function cell(text: string): string {
  const shown = text.replace(CONTROL, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const safe = FORMULA.test(text) ? `'${shown}` : shown;
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
