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

const SCANNER = new RecordScanner();
/** Only asked for names; nothing is counted in it. */
const TYPES = new TypeTable();

/** Where a record is in the bytes of its batch, and the two words that are said again for filters. */
export type Place = readonly [from: number, bytes: number, type: string, verdict: Verdict | null];

export interface ReadBatch {
  /** How many records. */
  readonly count: number;
  /** All of them in one run, with a line feed between two: what is stored is cut out of it. */
  readonly bytes: Uint8Array;
  readonly places: readonly Place[];
  /** 32 bytes a record. */
  readonly leaves: Uint8Array;
  readonly size: number;
  readonly root: Uint8Array;
  readonly link: Uint8Array;
  readonly range: Uint8Array;
  readonly firstTs: string;
  readonly lastTs: string;
  /** Decisions, by their verdict. */
  readonly decided: Readonly<Record<Verdict, number>>;
  /** The record that closes the session, where it is among them. */
  readonly closing: string | undefined;
}
export type Outcome =
  | { readonly ok: true; readonly value: ReadBatch }
  | { readonly ok: false; readonly bad: BadRecord };

/**
 * Reads the records of one batch as the next ones of a session. Each is looked at once: its canonical form, its place and
 * its parts in one pass over its bytes, then its hash, which is leaf and link. Nothing is made an object of but what is
 * wrong. It is the way of the verifier (`lib/audit/verify/records.ts`), from any record on.
 */
export function readBatch(hasher: Hasher, sid: string, from: Position, records: readonly string[]): Outcome {
  const reader = new BatchReader(hasher, sid, from, records);
  const bad = reader.run();
  return bad ? { ok: false, bad } : { ok: true, value: reader.value() };
}

class BatchReader {
  readonly #hasher: Hasher;
  readonly #sid: Uint8Array;
  readonly #next: NextRecord;
  readonly #range: CompactRange;
  readonly #records: readonly string[];
  readonly #bytes: Uint8Array;
  readonly #leaves: Uint8Array;
  readonly #time = new Time();
  readonly #places: Place[] = [];
  readonly #decided: Record<Verdict, number> = { allow: 0, sanitize: 0, approve: 0, deny: 0 };
  readonly #first: number;
  readonly #isWellFormed: boolean;
  /** Of the record before the first. */
  readonly #link: Uint8Array;
  #isClosed: boolean;
  #closing: string | undefined;
  #firstTs = "";
  #record: Uint8Array = new Uint8Array(0);

  constructor(hasher: Hasher, sid: string, from: Position, records: readonly string[]) {
    this.#hasher = hasher;
    this.#sid = utf8(sid);
    this.#next = new NextRecord(sid);
    if (from.size > 0) this.#next.goOnFrom(from.size, from.link);
    this.#range = CompactRange.from(hasher, from.size, nodesOf(from.range));
    this.#first = from.size;
    this.#link = from.link;
    this.#isClosed = from.isClosed;
    this.#records = records;
    // One text and one run of bytes: what is made for each of many records costs more than what is done with it.
    const text = records.join("\n");
    this.#isWellFormed = text.isWellFormed();
    this.#bytes = utf8(text);
    this.#leaves = new Uint8Array(records.length * HASH_BYTES);
  }

  run(): BadRecord | undefined {
    let from = 0;
    for (const record of this.#records) {
      // By the length of its own text: a string with a line feed in it would be two records here and one in the table.
      const end = from + Buffer.byteLength(record);
      const isShort = this.#isWellFormed && !this.#isClosed;
      const taken = isShort ? this.#next.takes(SCANNER, this.#bytes, from, end, this.#time) : -1;
      const type = taken === end ? this.#typeAt(this.#next.type, this.#next.typeEnd) : TYPES.other;
      if (type === TYPES.other) {
        const bad = this.#judge(record, from, end);
        if (bad) return bad;
      } else {
        this.#accept(record, from, end, type, type.name, this.#next.ts);
      }
      from = end + 1;
    }
    return undefined;
  }

  value(): ReadBatch {
    return {
      count: this.#records.length,
      bytes: this.#bytes,
      places: this.#places,
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
  #judge(record: string, from: number, end: number): BadRecord | undefined {
    const bytes = this.#bytes;
    const seq = this.#range.size;
    const bad = (code: BadRecord["code"], why: string): BadRecord => ({ seq, code, why });
    // The bytes of half a pair are those of another character: what would be stored is not what was sent.
    if (!record.isWellFormed()) return bad("NOT_CANONICAL", "its text is not well-formed.");
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
    this.#accept(record, from, end, type, name, SCANNER.ts);
    return undefined;
  }

  #accept(record: string, from: number, end: number, type: TypeRow, name: string, ts: number): void {
    const verdict = VERDICTS[verdictAt(this.#bytes, SCANNER.verdict, SCANNER.verdictEnd)] ?? null;
    if (verdict !== null && type.kind === "decision") this.#decided[verdict] += 1;
    if (type.kind === "close") {
      this.#isClosed = true;
      this.#closing = record;
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
