import "server-only";
import { equalBytes, fromUtf8, joinBytes, utf8 } from "@/lib/audit/bytes";
import { HASH_BYTES, type Hasher } from "@/lib/audit/hash";
import { RecordScanner, readRecord } from "@/lib/audit/record";
import { CompactRange } from "@/lib/audit/tree";
import { NextRecord } from "@/lib/audit/verify/next-record";
import { Time } from "@/lib/audit/verify/time";
import { type TypeRow, TypeTable, verdictAt } from "@/lib/audit/verify/type-table";
import { VERDICTS, type Verdict } from "@/lib/policy/types";
import { nodesOf } from "../nodes";
import type { Position } from "./position";
import type { BadRecord } from "./refusals";
import type { SentRecords } from "./sent-records";

const SCANNER = new RecordScanner();
/** Only asked for names; nothing is counted in it. */
const TYPES = new TypeTable();

/** Where a record is in the bytes of its batch, and the two words that are said again for filters. */
type Place = readonly [from: number, bytes: number, type: string, verdict: Verdict | null];

export interface ReadBatch {
  /** How many records. */
  readonly count: number;
  /** As they were sent, in one run: what is stored is cut out of it. */
  readonly bytes: Uint8Array;
  /** Of each of them, as JSON: a text outlives the wait for the transaction more cheaply than an array for each. */
  readonly places: string;
  /** 32 bytes a record. */
  readonly leaves: Uint8Array;
  readonly size: number;
  readonly root: Uint8Array;
  readonly link: Uint8Array;
  readonly range: Uint8Array;
  readonly firstTs: string;
  readonly lastTs: string;
  /** Records with a verdict, by it: what a reader who filters by one is shown. */
  readonly decided: Readonly<Record<Verdict, number>>;
  /** The record that closes the session, where it is among them. */
  readonly closing: Uint8Array | undefined;
}
export type Outcome =
  | { readonly ok: true; readonly value: ReadBatch }
  | { readonly ok: false; readonly bad: BadRecord };

/**
 * Reads the records of one batch as the next ones of a session. Each is looked at once: its canonical form, its place and
 * its parts in one pass over its bytes, then its hash, which is leaf and link. Nothing is made an object of but what is
 * wrong. It is the way of the verifier (`lib/audit/verify/records.ts`), from any record on.
 */
export function readBatch(hasher: Hasher, sid: string, from: Position, records: SentRecords): Outcome {
  const reader = new BatchReader(hasher, sid, from, records);
  const bad = reader.run();
  return bad ? { ok: false, bad } : { ok: true, value: reader.value() };
}

class BatchReader {
  readonly #hasher: Hasher;
  readonly #sid: Uint8Array;
  readonly #next: NextRecord;
  readonly #range: CompactRange;
  readonly #records: SentRecords;
  readonly #bytes: Uint8Array;
  readonly #leaves: Uint8Array;
  readonly #time = new Time();
  readonly #places: Place[] = [];
  readonly #decided: Record<Verdict, number> = { allow: 0, sanitize: 0, approve: 0, deny: 0 };
  readonly #first: number;
  /** Of the record before the first. */
  readonly #link: Uint8Array;
  #isClosed: boolean;
  #closing: Uint8Array | undefined;
  #firstTs = "";
  #record: Uint8Array = new Uint8Array(0);

  constructor(hasher: Hasher, sid: string, from: Position, records: SentRecords) {
    this.#hasher = hasher;
    this.#sid = utf8(sid);
    this.#next = new NextRecord(sid);
    if (from.size > 0) this.#next.goOnFrom(from.size, from.link);
    this.#range = CompactRange.from(hasher, from.size, nodesOf(from.range));
    this.#first = from.size;
    this.#link = from.link;
    this.#isClosed = from.isClosed;
    this.#records = records;
    this.#bytes = records.bytes;
    this.#leaves = new Uint8Array(records.count * HASH_BYTES);
  }

  run(): BadRecord | undefined {
    const records = this.#records;
    let from = 0;
    for (let place = 0; place < records.count; place++) {
      const end = records.end(place);
      const isShort = records.areWellFormed && !this.#isClosed;
      const taken = isShort ? this.#next.takes(SCANNER, this.#bytes, from, end, this.#time) : -1;
      const type = taken === end ? this.#typeAt(this.#next.type, this.#next.typeEnd) : TYPES.other;
      if (type === TYPES.other) {
        const bad = this.#judge(place, from, end);
        if (bad) return bad;
      } else {
        this.#accept(from, end, type, type.name, this.#next.ts);
      }
      from = end + 1;
    }
    return undefined;
  }

  value(): ReadBatch {
    return {
      count: this.#records.count,
      bytes: this.#bytes,
      places: JSON.stringify(this.#places),
      leaves: this.#leaves,
      size: this.#range.size,
      root: this.#range.root(),
      link: this.#leaves.length === 0 ? this.#link : this.#leaves.slice(-HASH_BYTES),
      range: joinBytes(this.#range.nodes()),
      firstTs: this.#firstTs,
      lastTs: this.#time.toString(),
      decided: this.#decided,
      closing: this.#closing,
    };
  }

  /** The long way: everything that is asked of a record, one after the other, so that what is wrong can be named. */
  #judge(place: number, from: number, end: number): BadRecord | undefined {
    const bytes = this.#bytes;
    const seq = this.#range.size;
    const bad = (code: BadRecord["code"], why: string): BadRecord => ({ seq, code, why });
    // The bytes of half a pair are those of another character: what would be stored is not what was sent.
    if (!this.#records.isWellFormed(place)) return bad("NOT_CANONICAL", "its text is not well-formed.");
    if (!SCANNER.scan(bytes, from, end)) {
      const read = readRecord(bytes.subarray(from, end));
      return read.ok ? bad("PARSE", "it is no record.") : bad(read.code, read.why);
    }
    if (!equalBytes(bytes.subarray(SCANNER.sid, SCANNER.sid + this.#sid.length), this.#sid))
      return bad("FOREIGN_SESSION", "it is of another session.");
    if (SCANNER.seq !== seq) return bad("GAP", `it has the number ${SCANNER.seq}.`);
    if (!this.#next.hasLink(bytes, SCANNER.prev))
      return bad("BROKEN_LINK", "it does not carry the hash of the record before it.");
    if (this.#isClosed) return bad("AFTER_CLOSE", "the session is closed.");
    const type = this.#typeAt(SCANNER.type, SCANNER.typeEnd);
    const name = fromUtf8(bytes.subarray(SCANNER.type, SCANNER.typeEnd)) ?? "";
    this.#accept(from, end, type, name, SCANNER.ts);
    return undefined;
  }

  #accept(from: number, end: number, type: TypeRow, name: string, ts: number): void {
    const verdict = VERDICTS[verdictAt(this.#bytes, SCANNER.verdict, SCANNER.verdictEnd)] ?? null;
    if (verdict !== null) this.#decided[verdict] += 1;
    if (type.kind === "close") {
      this.#isClosed = true;
      this.#closing = this.#bytes.subarray(from, end);
    }
    this.#time.goOn(this.#bytes, ts);
    if (this.#places.length === 0) this.#firstTs = this.#time.toString();
    this.#places.push([from, end - from, name, verdict]);
    this.#record = this.#bytes.subarray(from, end);
    this.#range.appendBy(this.#hash);
  }

  readonly #hash = (row: Uint8Array, at: number): void => {
    const leaves = this.#leaves;
    const place = (this.#range.size - this.#first) * HASH_BYTES;
    this.#hasher.leafInto(this.#record, leaves, place, this.#next.link);
    for (let i = 0; i < HASH_BYTES; i++) row[at + i] = leaves[place + i] as number;
    this.#next.advance();
  };

  #typeAt(from: number, end: number): TypeRow {
    return TYPES.find(this.#bytes, from, end);
  }
}
