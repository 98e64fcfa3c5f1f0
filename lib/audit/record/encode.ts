/**
 * A record as its one line. Each type has its fast path, made from its schema; what is written here is byte for byte
 * what `writeCanonical` writes of the same record, for all members of the envelope are in the order of their keys.
 */
import { AuditFault } from "../bytes/fault";
import { utf8 } from "../bytes/utf8";
import { checkPlace, FORMAT_VERSION, type Place } from "./envelope";
import type { Write } from "./fields";
import { MAX_RECORD_BYTES } from "./limits";
import { type Entry, entrySchema } from "./schema";
import { Sink } from "./sink";
import { makeWriter } from "./writer";

interface Fast {
  readonly write: Write;
  /** Of a record of the type, all from the end of its time. */
  readonly tail: Uint8Array;
}

const FAST: ReadonlyMap<string, Fast> = new Map(
  entrySchema.options.map(({ shape }) => {
    const type = shape.type.value;
    return [type, { write: makeWriter(shape.data), tail: utf8(`","type":"${type}","v":${FORMAT_VERSION}}`) }];
  }),
);

const BEFORE_DATA = utf8('{"data":');
const BEFORE_LINK = utf8(',"prev":"');
const BEFORE_NUMBER = utf8('","seq":');
const DECODER = new TextDecoder();

/** Throws an AuditFault for what the schema of its type does not take, and for a place that is none. */
export function encodeRecord(record: Entry & Place): string {
  checkPlace(record);
  const sink = new Sink();
  writeRecord(sink, record, utf8(record.prev), record.seq, sessionPart(record.sid), record.ts);
  return DECODER.decode(sink.bytes.subarray(0, sink.at));
}

/** What stands between the number and the time of every record of a session. */
export function sessionPart(sid: string): Uint8Array {
  return utf8(`,"sid":"${sid}","ts":"`);
}

/** The same for a place that is known to be right, as the chain keeps it: nothing of it is looked at again. */
export function writeRecord(
  sink: Sink,
  entry: Entry,
  prev: Uint8Array,
  seq: number,
  session: Uint8Array,
  ts: string,
): void {
  const start = sink.at;
  const fast = FAST.get(entry.type);
  if (fast === undefined) throw refuse(entry.type, "there is no such type");
  sink.put(BEFORE_DATA);
  if (!fast.write(entry.data, sink)) {
    if (sink.isFull) throw tooLarge();
    throw refuse(entry.type, "its data are not what the type says");
  }
  sink.put(BEFORE_LINK);
  sink.put(prev);
  sink.put(BEFORE_NUMBER);
  sink.integer(seq);
  sink.put(session);
  sink.ascii(ts);
  sink.put(fast.tail);
  if (sink.at - start > MAX_RECORD_BYTES) throw tooLarge();
}

function tooLarge(): AuditFault {
  return new AuditFault("TOO_LARGE", `The record is larger than the ${MAX_RECORD_BYTES} bytes of one.`);
}

function refuse(type: string, why: string): AuditFault {
  // The data stay out of the sentence: it may end in a log that nobody can erase from.
  return new AuditFault(
    "NOT_A_RECORD",
    `A record of type ${JSON.stringify(type)} cannot be written: ${why}.`,
  );
}
