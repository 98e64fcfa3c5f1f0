/**
 * The chain of one session: gives every entry its place, writes it, hashes it once, and feeds that hash to the tree.
 * The hash is the link that the next record carries and the leaf of the tree: one hash is both.
 *
 * Guarantees: what is refused leaves the chain as it was. It keeps no records; storing them, in this order, is for its
 * owner, and so is asking one chain only: two writers of a session would be a fork.
 */
import { AuditFault, decodeHex, utf8 } from "../bytes";
import { HASH_BYTES, type Hasher } from "../hash";
import { type Entry, FIRST_PREV, isSid, isTime, sessionPart, writeRecord } from "../record";
import { CompactRange } from "../tree/compact-range";
import { type Adopted, readAdopted } from "./adopted";
import { LineBuffer } from "./line-buffer";

/** One for all chains: an append ends before another one begins. */
const LINES = new LineBuffer();
const ENCODER = new TextEncoder();

export interface ChainPosition {
  readonly size: number;
  /** Of the last record; what `FIRST_PREV` is when there is none. */
  readonly link: string;
  readonly range: CompactRange;
}

export interface Appended {
  /** The record, for good: it lies in a larger buffer with its neighbours, of which nothing is ever written twice. */
  readonly bytes: Uint8Array;
  readonly link: string;
  readonly seq: number;
}

export class Chain {
  readonly #hasher: Hasher;
  readonly #session: Uint8Array;
  readonly #sid: Uint8Array;
  readonly #range: CompactRange;
  #link: string;
  /** The same as bytes, ready to be written. */
  readonly #prev = new Uint8Array(FIRST_PREV.length);
  readonly #leaf = new Uint8Array(HASH_BYTES);
  /** The last one that was looked at: many records share one. */
  #time = "";

  /** At its beginning, or where a log of the session ends that was verified before. */
  constructor(hasher: Hasher, sid: string, at?: ChainPosition) {
    if (!isSid(sid)) throw new AuditFault("NOT_A_RECORD", "The session is no UUID of version 7.");
    if (at && at.size !== at.range.size)
      throw new AuditFault("NOT_A_RECORD", "The chain and the tree to go on from have different sizes.");
    this.#hasher = hasher;
    this.#session = sessionPart(sid);
    this.#sid = utf8(sid);
    this.#range = at?.range ?? CompactRange.empty(hasher);
    this.#link = at?.link ?? FIRST_PREV;
    ENCODER.encodeInto(this.#link, this.#prev);
  }

  get size(): number {
    return this.#range.size;
  }

  get link(): string {
    return this.#link;
  }

  get range(): CompactRange {
    return this.#range;
  }

  root(): Uint8Array {
    return this.#range.root();
  }

  /** Throws an AuditFault for what is no record of its type, or is too large; then nothing was appended. */
  append(entry: Entry & { readonly ts: string }): Appended {
    const { ts } = entry;
    this.#checkTime(ts);
    const seq = this.#range.size;
    LINES.write((sink) => writeRecord(sink, entry, this.#prev, seq, this.#session, ts));
    const link = this.#hasher.sha256Hex(LINES.prefixed());
    ENCODER.encodeInto(link, this.#prev);
    if (!decodeHex(this.#prev, this.#leaf))
      throw new TypeError(`The hasher ${this.#hasher.name} gives no hex.`);
    this.#range.append(this.#leaf);
    this.#link = link;
    return { bytes: LINES.keep(), link, seq };
  }

  /**
   * Takes a record that was made elsewhere, when it is the next one of this chain and of one of these types; else nothing
   * changes. The bytes stay the caller's.
   */
  adopt(bytes: Uint8Array, types: ReadonlySet<string>): Adopted {
    const place = { seq: this.#range.size, prev: this.#prev, sid: this.#sid, types };
    const adopted = readAdopted(bytes, place);
    if (!adopted.ok) return adopted;
    const link = this.#hasher.leafHex(bytes);
    this.#range.appendHex(link);
    ENCODER.encodeInto(link, this.#prev);
    this.#link = link;
    return adopted;
  }

  #checkTime(ts: string): void {
    if (ts === this.#time) return;
    if (!isTime(ts))
      throw new AuditFault("NOT_A_RECORD", "The time of a record is in UTC with milliseconds.");
    this.#time = ts;
  }
}
