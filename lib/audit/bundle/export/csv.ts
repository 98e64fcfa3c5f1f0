/**
 * A log as a table (RFC 4180): one row a record, always the same columns, always one line.
 *
 * A spreadsheet takes a cell that begins with `=` for a formula and carries it out, on the machine of whoever reviews
 * the log; and what an agent asked for is the agent's text. So such a cell begins with an apostrophe, and so does one
 * that began with an apostrophe already, which leaves the first one always to be taken away again.
 */
import { writeCanonical } from "../../json";
import type { AuditRecord } from "../../record";
import { BundleFault } from "../fault";
import { type Pieces, readLines, readRecords } from "../lines";
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

const LF = 0x0a;
/** Also the tab, which begins a formula in some, and the full-width forms, which others take for the narrow ones. */
const FORMULA = /^['=+\-@\t\r\n|%\uff1d\uff0b\uff0d\uff20]/;
/** Would break the row, or act on a terminal. The column `data` has all of it, as JSON escapes it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

export interface CsvOptions {
  /** A line that is no record is a row of its own, in words, and what follows goes on. Otherwise it ends the table by a fault. */
  readonly tellsFaults?: boolean;
}

export function csvOf(pieces: Pieces, { tellsFaults = false }: CsvOptions = {}): AsyncGenerator<string> {
  return inBatches(tellsFaults ? toldRows(pieces) : rows(pieces));
}

async function* rows(pieces: Pieces): AsyncGenerator<string> {
  yield written(CSV_COLUMNS);
  for await (const { record } of readRecords(pieces)) yield written(rowOf(record));
}

/** For whoever gets the table over a wire, where a fault that is thrown is a file that breaks off for no reason. */
async function* toldRows(pieces: Pieces): AsyncGenerator<string> {
  yield written(CSV_COLUMNS);
  try {
    for await (const line of readLines(oneByOne(pieces)))
      yield written(
        line.ok ? rowOf(line.record) : faultRow(line.code, `Line ${line.line} is no record: ${line.why}`),
      );
  } catch (thrown) {
    if (!(thrown instanceof BundleFault)) throw thrown;
    yield written(faultRow(thrown.fault, `${thrown.message} The table ends here.`));
  }
}

/** Line by line: of a piece with one that is too long, those before it are told all the same. */
async function* oneByOne(pieces: Pieces): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces)
    for (let from = 0; from < piece.length; ) {
      const end = piece.indexOf(LF, from) + 1 || piece.length;
      yield piece.subarray(from, end);
      from = end;
    }
}

/** No record has such a row: it has no number. */
function faultRow(code: string, reason: string): string[] {
  const told: Partial<Record<(typeof CSV_COLUMNS)[number], string>> = { code, reason };
  return CSV_COLUMNS.map((column) => told[column] ?? "");
}

function written(row: readonly string[]): string {
  return `${row.map(cell).join(",")}\r\n`;
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
