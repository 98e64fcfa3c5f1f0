/**
 * Checks one record after another against the chain: its form, its session, its number, its link. It stops at the first
 * one that is wrong, for nothing behind it can be placed any more.
 *
 * The way of a good record is kept short: it is scanned where it lies and hashed once, and no object is made of it. Only
 * the first record and a bad one are read as objects.
 */
import { utf8 } from "../bytes";
import type { Hasher } from "../hash";
import { MAX_RECORD_BYTES, RecordScanner, readRecord } from "../record";
import { CompactRange } from "../tree/compact-range";
import { NextRecord } from "./next-record";
import { OpenCalls } from "./open-calls";
import type { Fault, Summary } from "./report";
import { Time } from "./time";
import { hasEffect, type TypeRow, TypeTable, verdictAt } from "./type-table";

const SID_CHARS = 36;
const LF = 0x0a;
const DECODER = new TextDecoder();

export class RecordChecker {
  readonly #hasher: Hasher;
  readonly #scanner = new RecordScanner();
  readonly #range: CompactRange;
  readonly #types = new TypeTable();
  readonly #calls = new OpenCalls();
  readonly #wanted: number[];
  readonly #roots = new Map<number, Uint8Array>();
  readonly #expectedSid: string | undefined;
  readonly #sid = new Uint8Array(SID_CHARS);
  readonly #time = new Time();
  /** The one that is being hashed. */
  #record: Uint8Array = new Uint8Array(0);
  #firstTime = "";
  /** Where the time stands in the record that is being checked. */
  #ts = 0;
  /** From the first record on. */
  #next: NextRecord | undefined;
  #size = 0;
  #bytes = 0;
  #isClosed = false;
  #backwards = 0;
  #firstBackwards = -1;
  #vkey: string | undefined;
  #fault: Fault | undefined;

  /** `sizes` are those at which the root will be asked for. */
  constructor(hasher: Hasher, sizes: Iterable<number>, sid: string | undefined) {
    this.#hasher = hasher;
    this.#range = CompactRange.empty(hasher);
    this.#expectedSid = sid;
    this.#wanted = [...new Set(sizes)].sort((a, b) => b - a);
    this.#keepRoots();
  }

  /** The record between `from` and `end`, without its LF. False when it is bad; then nothing more may be checked. */
  check(bytes: Uint8Array, from: number, end: number): boolean {
    const row = this.#takes(bytes, from, end) === end ? this.#rowOfTaken(bytes) : undefined;
    return row ? this.#accept(bytes, from, end, row) : this.#checkAll(bytes, from, end);
  }

  /**
   * The line that begins at `from`, when it is a good record: answers where its LF is, which nobody had to look for. -1
   * when it may be anything else; then nothing was done.
   */
  checkLine(bytes: Uint8Array, from: number): number {
    const end = this.#takes(bytes, from, bytes.length);
    const row = end >= 0 && bytes[end] === LF ? this.#rowOfTaken(bytes) : undefined;
    return row && this.#accept(bytes, from, end, row) ? end : -1;
  }

  /** A line that is no record because there is too much of it, or nothing in it. */
  failLine(why: string): false {
    return this.#fail("PARSE", why);
  }

  get size(): number {
    return this.#size;
  }

  /** Of the records so far, each with its LF. */
  get bytes(): number {
    return this.#bytes;
  }

  get fault(): Fault | undefined {
    return this.#fault;
  }

  get sid(): string | undefined {
    return this.#size > 0 ? DECODER.decode(this.#sid) : this.#expectedSid;
  }

  /** The key that the session says is its own. */
  get vkey(): string | undefined {
    return this.#vkey;
  }

  get openCalls(): { readonly count: number; readonly first: number } {
    return this.#calls;
  }

  get backwards(): { readonly count: number; readonly first: number } {
    return { count: this.#backwards, first: this.#firstBackwards };
  }

  /** The root at one of the sizes that were asked for; undefined where the records do not reach it. */
  rootAt(size: number): Uint8Array | undefined {
    return this.#roots.get(size);
  }

  root(): Uint8Array {
    return this.#range.root();
  }

  summary(): Omit<Summary, "root"> {
    const times = { first: this.#firstTime, last: this.#time.toString() };
    const named = this.#size > 0 ? { sid: DECODER.decode(this.#sid), ...times } : {};
    const counts = this.#types.toCounts();
    return { ...named, size: this.#size, bytes: this.#bytes, counts, isClosed: this.#isClosed };
  }

  #begin(record: Uint8Array): boolean {
    const read = readRecord(record);
    if (!read.ok) return this.#fail(read.code, read.why);
    const { sid, seq, type, data } = read.record;
    if (this.#expectedSid !== undefined && sid !== this.#expectedSid)
      return this.#fail("FOREIGN_SESSION", "its session is another one than the one asked for");
    // Before anything is said of its type: a log whose beginning was cut off shows it by the number.
    if (seq === 0 && type !== "session.open") return this.#fail("PARSE", "the first record opens no session");
    this.#sid.set(utf8(sid));
    this.#next = new NextRecord(sid);
    const { vkey } = data;
    if (typeof vkey === "string") this.#vkey = vkey;
    return true;
  }

  #takes(bytes: Uint8Array, from: number, limit: number): number {
    if (this.#next === undefined || this.#isClosed) return -1;
    const end = this.#next.takes(this.#scanner, bytes, from, limit, this.#time);
    this.#ts = this.#next.ts;
    return end;
  }

  /** Undefined for a type that is not known by name: its form has yet to be judged. */
  #rowOfTaken(bytes: Uint8Array): TypeRow | undefined {
    const next = this.#next as NextRecord;
    const row = this.#types.find(bytes, next.type, next.typeEnd);
    return row === this.#types.other ? undefined : row;
  }

  /** Everything that is asked of a record, one after the other, so that what is wrong can be named. */
  #checkAll(bytes: Uint8Array, from: number, end: number): boolean {
    const scanner = this.#scanner;
    if (!scanner.scan(bytes, from, end)) return this.#failForm(bytes, from, end);
    if (this.#next === undefined && !this.#begin(bytes.subarray(from, end))) return false;
    if (!this.#hasSid(bytes, scanner.sid))
      return this.#fail("FOREIGN_SESSION", "its session is another one than that of the records before it");
    if (scanner.seq !== this.#size) return this.#fail("GAP", `it has the number ${scanner.seq}`);
    if (!this.#next?.hasLink(bytes, scanner.prev))
      return this.#fail("BROKEN_LINK", "it does not carry the hash of the record before it");
    if (this.#isClosed) return this.#fail("AFTER_CLOSE", "the record before it closed the session");
    const row = this.#types.find(bytes, scanner.type, scanner.typeEnd);
    this.#ts = scanner.ts;
    return this.#accept(bytes, from, end, row);
  }

  #accept(bytes: Uint8Array, from: number, end: number, row: TypeRow): true {
    const { of, verdict, verdictEnd } = this.#scanner;
    const decided = verdictAt(bytes, verdict, verdictEnd);
    row.counts[decided] = (row.counts[decided] ?? 0) + 1;
    if (row.kind === "result") this.#calls.end(of);
    else if (row.kind === "decision" && hasEffect(decided)) this.#calls.begin(this.#size);
    else if (row.kind === "close") this.#isClosed = true;
    if (!this.#time.goOn(bytes, this.#ts) && this.#backwards++ === 0) this.#firstBackwards = this.#size;
    if (this.#size === 0) this.#firstTime = this.#time.toString();
    this.#record = bytes.subarray(from, end);
    this.#range.appendBy(this.#hash);
    this.#size++;
    this.#bytes += end - from + 1;
    if (this.#size === this.#wanted.at(-1)) this.#keepRoots();
    return true;
  }

  /** Hashes the record to its place in the tree; the next one has to carry that hash. */
  readonly #hash = (row: Uint8Array, at: number): void => {
    this.#hasher.leafInto(this.#record, row, at, this.#next?.link);
    this.#next?.advance();
  };

  #hasSid(bytes: Uint8Array, from: number): boolean {
    const sid = this.#sid;
    for (let i = 0; i < SID_CHARS; i++) if (bytes[from + i] !== sid[i]) return false;
    return true;
  }

  #keepRoots(): void {
    if (this.#wanted.at(-1) !== this.#size) return;
    this.#wanted.pop();
    this.#roots.set(this.#size, this.#range.root());
  }

  /** The scanner says only that it is no record; why, and by which code, is found out by reading it once more. */
  #failForm(bytes: Uint8Array, from: number, end: number): false {
    if (end - from > MAX_RECORD_BYTES)
      return this.#fail("PARSE", `its line is longer than the ${MAX_RECORD_BYTES} bytes of a record`);
    const read = readRecord(bytes.subarray(from, end));
    if (read.ok) return this.#fail("PARSE", "it is no record"); // the two readers disagree: deny
    const hasReturn = end > from && bytes[end - 1] === 0x0d;
    return this.#fail(read.code, hasReturn ? "its line ends in CR and LF; a record has no CR" : read.why);
  }

  #fail(code: Fault["code"], why: string): false {
    const place = { in: "record", seq: this.#size, offset: this.#bytes, line: this.#size + 1 } as const;
    this.#fault = { code, why: `Record ${this.#size} (line ${place.line}): ${lower(why)}`, place };
    return false;
  }
}

/** The rest of a sentence, with its full stop. */
function lower(why: string): string {
  const text = why.charAt(0).toLowerCase() + why.slice(1);
  return text.endsWith(".") ? text : `${text}.`;
}
