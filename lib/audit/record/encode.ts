/**
 * A record as its one line. Each type has its fast path, made from its schema; what is written here is byte for byte
 * what `writeCanonical` writes of the same record, for all members of the envelope are in the order of their keys.
 */
import { AuditFault } from "../bytes/fault";
import { checkPlace, FORMAT_VERSION, type Place } from "./envelope";
import type { Write } from "./leaves";
import { MAX_RECORD_BYTES } from "./limits";
import { LINE, putBytes, putPiece, RECORD_AT } from "./line";
import { type Piece, pieceOf } from "./piece";
import { PlaceBytes } from "./place";
import { Refusal, tooLarge } from "./refusal";
import type { Entry } from "./schema";
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
let isTaken = false;

/** Throws an AuditFault for what the schema of its type does not take, and for a place that is none. */
export function encodeRecord(record: Entry & Place): string {
  checkPlace(record);
  const place = new PlaceBytes(record.sid);
  place.setLink(record.prev);
  return DECODER.decode(LINE.subarray(RECORD_AT, writeRecord(record, record.ts, place, record.seq)));
}

/**
 * The same to the line, for a place that is known to be right, as the chain keeps it: nothing but the time is looked at
 * again. Answers where the record ends. Nobody else writes meanwhile: reading an entry could run a getter, and that
 * write another record, over the first one.
 */
export function writeRecord(entry: Entry, ts: string, place: PlaceBytes, seq: number): number {
  if (isTaken)
    throw new AuditFault("NOT_A_RECORD", "An entry that records another one while it is read is none.");
  isTaken = true;
  try {
    return write(entry, ts, place, seq);
  } catch (cause) {
    throw cause instanceof Refusal ? refused(entry.type, "its data are not what the type says") : cause;
  } finally {
    isTaken = false;
  }
}

function write(entry: Entry, ts: string, place: PlaceBytes, seq: number): number {
  const fast = FAST.get(entry.type);
  if (fast === undefined) throw refused(entry.type, "there is no such type");
  const endOfData = fast.write(entry.data, putPiece(BEFORE_DATA, RECORD_AT));
  // Only now: reading the data may have run a getter, and that may have asked for a record at another time.
  const end = putPiece(fast.tail, putBytes(place.at(seq, ts), endOfData));
  return end - RECORD_AT > MAX_RECORD_BYTES ? tooLarge() : end;
}

function refused(type: string, why: string): AuditFault {
  // The data stay out of the sentence: it may end in a log that nobody can erase from.
  return new AuditFault(
    "NOT_A_RECORD",
    `A record of type ${JSON.stringify(type)} cannot be written: ${why}.`,
  );
}
