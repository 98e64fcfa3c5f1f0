/**
 * A record as its one line. Each type has its fast path, made from its schema; what is written here is byte for byte
 * what `writeCanonical` writes of the same record, for all members of the envelope are in the order of their keys.
 */
import { AuditFault } from "../bytes/fault";
import { checkPlace, FORMAT_VERSION, type Place } from "./envelope";
import type { Write } from "./leaves";
import { MAX_RECORD_BYTES } from "./limits";
import { type Piece, pieceOf } from "./piece";
import { PlaceBytes } from "./place";
import type { Entry } from "./schema";
import { Sink } from "./sink";
import { WRITERS } from "./writers";

interface Fast {
  readonly write: Write;
  /** Of a record of the type, all from the end of its time. */
  readonly tail: Piece;
}

const FAST: ReadonlyMap<string, Fast> = new Map(
  Object.entries(WRITERS).map(([type, write]) => {
    return [type, { write, tail: pieceOf(`","type":"${type}","v":${FORMAT_VERSION}}`) }];
  }),
);

const BEFORE_DATA = pieceOf('{"data":');
const DECODER = new TextDecoder();

/** Throws an AuditFault for what the schema of its type does not take, and for a place that is none. */
export function encodeRecord(record: Entry & Place): string {
  checkPlace(record);
  const sink = new Sink();
  const place = new PlaceBytes(record.sid);
  place.setLink(record.prev);
  writeRecord(sink, record, record.ts, place, record.seq);
  return DECODER.decode(sink.bytes.subarray(0, sink.at));
}

/** The same for a place that is known to be right, as the chain keeps it: nothing but the time is looked at again. */
export function writeRecord(sink: Sink, entry: Entry, ts: string, place: PlaceBytes, seq: number): void {
  const start = sink.at;
  const fast = FAST.get(entry.type);
  if (fast === undefined) throw refuse(entry.type, "there is no such type");
  sink.put(BEFORE_DATA);
  if (!fast.write(entry.data, sink)) {
    if (sink.isFull) throw tooLarge();
    throw refuse(entry.type, "its data are not what the type says");
  }
  // Only now: reading the data may have run a getter, and that may have asked for a record at another time.
  sink.at = place.write(sink.bytes, sink.at, seq, ts);
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
