/**
 * A record as its one line. Each type has its fast path, made from its schema; what is written here is byte for byte what
 * `writeCanonical` writes of the same record, for all members of the envelope are in the order of their keys.
 */
import { AuditFault } from "../bytes/fault";
import { checkPlace, FORMAT_VERSION, type Place } from "./envelope";
import type { Write } from "./fields";
import { type Entry, entrySchema } from "./schema";
import { makeWriter } from "./writer";

interface Fast {
  readonly write: Write;
  /** Of a record of the type, all from the end of its time. */
  readonly tail: string;
}

const FAST: ReadonlyMap<string, Fast> = new Map(
  entrySchema.options.map(({ shape }) => {
    const type = shape.type.value;
    return [type, { write: makeWriter(shape.data), tail: `","type":"${type}","v":${FORMAT_VERSION}}` }];
  }),
);

/** Throws an AuditFault for what the schema of its type does not take, and for a place that is none. */
export function encodeRecord(record: Entry & Place): string {
  checkPlace(record);
  return writeLine(record, record.prev, record.seq, sessionPart(record.sid), record.ts);
}

/** What stands between the number and the time of every record of a session. */
export function sessionPart(sid: string): string {
  return `,"sid":"${sid}","ts":"`;
}

/** The same for a place that is known to be right, as the chain keeps it: nothing of it is looked at again. */
export function writeLine(entry: Entry, prev: string, seq: number, session: string, ts: string): string {
  const fast = FAST.get(entry.type);
  if (fast === undefined) throw refuse(entry.type, "there is no such type");
  const data = fast.write(entry.data);
  if (data === undefined) throw refuse(entry.type, "its data are not what the type says");
  return `{"data":${data},"prev":"${prev}","seq":${seq}${session}${ts}${fast.tail}`;
}

function refuse(type: string, why: string): AuditFault {
  // The data stay out of the sentence: it may end in a log that nobody can erase from.
  return new AuditFault(
    "NOT_A_RECORD",
    `A record of type ${JSON.stringify(type)} cannot be written: ${why}.`,
  );
}
