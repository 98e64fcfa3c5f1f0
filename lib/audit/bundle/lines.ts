/** The lines of a log, each read by itself. Whether they belong together is for the verifier. */

import { type AuditRecord, MAX_RECORD_BYTES, type RecordFault, readRecord } from "../record";
import { JournalFault } from "../recorder/journal";
import { LineSplitter } from "../recorder/lines";
import { BundleFault } from "./fault";

/** Enough to see that a line is no record; what is longer than this is not even a log. */
const MOST_LINE_BYTES = 4 * MAX_RECORD_BYTES;

export type LogLine = { readonly line: number; readonly bytes: Uint8Array } & (
  | { readonly ok: true; readonly record: AuditRecord }
  | { readonly ok: false; readonly code: RecordFault; readonly why: string }
);
export type Pieces = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Every line, those too that are no record. A last one without its line feed counts. */
export async function* readLines(pieces: Pieces): AsyncGenerator<LogLine> {
  const splitter = new LineSplitter(MOST_LINE_BYTES);
  let line = 0;
  for await (const piece of pieces)
    for (const bytes of split(splitter, piece, line)) yield { line: ++line, bytes, ...readRecord(bytes) };
  const { rest } = splitter;
  if (rest.length > 0) yield { line: ++line, bytes: rest, ...readRecord(rest) };
}

/** The same where every line has to be a record. */
export async function* readRecords(pieces: Pieces): AsyncGenerator<LogLine & { readonly ok: true }> {
  for await (const line of readLines(pieces)) {
    if (!line.ok) throw new BundleFault("BAD_CONTENT", `Line ${line.line} is no record: ${line.why}`);
    yield line;
  }
}

function split(splitter: LineSplitter, piece: Uint8Array, line: number): readonly Uint8Array[] {
  try {
    return splitter.push(piece);
  } catch (error) {
    if (!(error instanceof JournalFault)) throw error;
    throw new BundleFault(
      "BAD_CONTENT",
      `After line ${line} there is one longer than ${MOST_LINE_BYTES} bytes.`,
    );
  }
}
