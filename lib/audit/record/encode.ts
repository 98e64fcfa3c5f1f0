/**
 * A record as its one line. `writeData` is the fast path of each type; what is written here is byte for byte what
 * `writeCanonical` writes of the same record, for all members of the envelope are in the order of their keys.
 */
import { AuditFault } from "../bytes/fault";
import { checkPlace, FORMAT_VERSION, type Place } from "./envelope";
import type { Write } from "./fields";
import { type Entry, entrySchema, type RecordType } from "./schema";
import { makeWriter } from "./writer";

const WRITERS: ReadonlyMap<RecordType, Write> = new Map(
  entrySchema.options.map(({ shape }) => [shape.type.value, makeWriter(shape.data)]),
);

/** The canonical data of an entry. Throws an AuditFault for what the schema of its type does not take. */
export function writeData(entry: Entry): string {
  const text = WRITERS.get(entry.type)?.(entry.data);
  if (text === undefined) throw refuse(entry.type);
  return text;
}

export function encodeRecord(record: Entry & Place): string {
  checkPlace(record);
  return (
    `{"data":${writeData(record)},"prev":"${record.prev}","seq":${record.seq},"sid":"${record.sid}",` +
    `"ts":"${record.ts}","type":"${record.type}","v":${FORMAT_VERSION}}`
  );
}

function refuse(type: string): AuditFault {
  // The data stay out of the sentence: it may end in a log that nobody can erase from.
  const why = (WRITERS as ReadonlyMap<string, Write>).has(type)
    ? "its data are not what its type says"
    : "no such type";
  return new AuditFault(
    "NOT_A_RECORD",
    `A record of type ${JSON.stringify(type)} cannot be written: ${why}.`,
  );
}
