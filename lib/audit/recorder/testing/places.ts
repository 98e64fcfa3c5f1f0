import { fromUtf8, utf8 } from "../../bytes";
import { type Journal, JournalFault, type JournalTrouble } from "../journal";
import { check, checkSame, failureOf } from "./check";

/** Somewhere that a log can be kept: a file, a database, a piece of memory. Each case gets one of its own. */
export interface Place {
  /** As another process or tab would, and in the same place each time. */
  open(mode?: "write" | "read"): Promise<Journal>;
}

export interface Case {
  readonly name: string;
  run(place: Place): Promise<void>;
}

/** Records as far as a journal cares: they begin as records do. */
export function sampleRecord(seq: number, size = 0): Uint8Array {
  return utf8(`{"data":{"text":"é${"x".repeat(size)}"},"seq":${seq}}`);
}

export function sampleRecords(from: number, to: number, size = 0): Uint8Array[] {
  return Array.from({ length: to - from }, (_, i) => sampleRecord(from + i, size));
}

export async function appendSamples(journal: Journal, from: number, to: number, size = 0): Promise<void> {
  await journal.append({ first: from, records: sampleRecords(from, to, size), closes: false });
}

export async function readAll(journal: Journal, from = 0): Promise<string[]> {
  const texts: string[] = [];
  for await (const records of journal.read(from)) {
    check(records.length > 0, "an empty batch was read");
    for (const record of records) texts.push(fromUtf8(record) ?? "(no text)");
  }
  return texts;
}

export function textsOf(records: readonly Uint8Array[]): (string | undefined)[] {
  return records.map(fromUtf8);
}

export async function checkTrouble(
  trouble: JournalTrouble,
  work: () => unknown,
  what: string,
): Promise<void> {
  const error = await failureOf(work, what);
  if (!(error instanceof JournalFault)) throw error;
  checkSame(error.trouble, trouble, what);
}
