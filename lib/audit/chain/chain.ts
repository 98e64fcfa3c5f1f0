/**
 * The chain of one session: gives every entry its place, writes it, hashes it once, and feeds that hash to the tree.
 * The hash is the link that the next record carries and the leaf of the tree: one hash is both.
 *
 * Guarantees: what is refused leaves the chain as it was. It keeps no records; storing them, in this order, is for its
 * owner, and so is asking one chain only: two writers of a session would be a fork.
 */
import { AuditFault, fromHex, utf8 } from "../bytes";
import { HASH_BYTES, type Hasher } from "../hash";
import { type Entry, FIRST_PREV, isSid, PlaceBytes } from "../record";
import { CompactRange } from "../tree/compact-range";
import { type Adopted, readAdopted } from "./adopted";
import { type Line, LineBuffer } from "./line-buffer";

/** One for all chains: an append ends before another one begins. */
const LINES = new LineBuffer();

export interface ChainPosition {
  readonly size: number;
  /** Of the last record; what `FIRST_PREV` is when there is none. */
  readonly link: string;
  readonly range: CompactRange;
}

export class Chain {
  readonly #hasher: Hasher;
  readonly #sid: Uint8Array;
  readonly #place: PlaceBytes;
  readonly #range: CompactRange;
  /** What is being linked: the record with the prefix of a leaf. */
  #line: Uint8Array = new Uint8Array(0);

  /** At its beginning, or where a log of the session ends that was verified before. */
  constructor(hasher: Hasher, sid: string, at?: ChainPosition) {
    if (!isSid(sid)) throw new AuditFault("NOT_A_RECORD", "The session is no UUID of version 7.");
    if (at && at.size !== at.range.size)
      throw new AuditFault("NOT_A_RECORD", "The chain and the tree to go on from have different sizes.");
    const leaf = fromHex(at?.link ?? FIRST_PREV);
    if (leaf?.length !== HASH_BYTES)
      throw new AuditFault("NOT_A_RECORD", "The link to go on from is no hash.");
    this.#hasher = hasher;
    this.#sid = utf8(sid);
    this.#place = new PlaceBytes(sid);
    this.#range = at?.range ?? CompactRange.empty(hasher);
    this.#place.setLeaf(leaf);
  }

  get size(): number {
    return this.#range.size;
  }

  /** Of the last record, in hex. It is made when it is asked for: the next record is written without it. */
  get link(): string {
    return this.#place.link;
  }

  get range(): CompactRange {
    return this.#range;
  }

  root(): Uint8Array {
    return this.#range.root();
  }

  /** Throws an AuditFault for what is no record of its type, or is too large; then nothing was appended. */
  append(entry: Entry & { readonly ts: string }): Line {
    const seq = this.#range.size;
    this.#line = LINES.write(entry, this.#place, seq);
    this.#range.appendBy(this.#hash);
    return LINES.keep(seq);
  }

  /**
   * Takes a record that was made elsewhere, when it is the next one of this chain and of one of these types; else nothing
   * changes. The bytes stay the caller's.
   */
  adopt(bytes: Uint8Array, types: ReadonlySet<string>): Adopted {
    const place = { seq: this.#range.size, prev: this.link, sid: this.#sid, types };
    const adopted = readAdopted(bytes, place);
    if (!adopted.ok) return adopted;
    const leaf = this.#hasher.leaf(bytes);
    this.#range.append(leaf);
    this.#place.setLeaf(leaf);
    return adopted;
  }

  /** Hashes the record to its place in the tree, and links the next one to it. */
  readonly #hash = (row: Uint8Array, at: number): void => {
    this.#hasher.sha256Into(this.#line, row, at, this.#place.digits);
  };
}
