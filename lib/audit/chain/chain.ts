/**
 * The chain of one session: gives every entry its place, writes it, hashes it once, and feeds that hash to the tree.
 * The hash is the link that the next record carries and the leaf of the tree: one hash is both.
 *
 * Guarantees: what is refused leaves the chain as it was. It keeps no records; storing them, in this order, is for its
 * owner, and so is asking one chain only: two writers of a session would be a fork.
 */
import { AuditFault, utf8 } from "../bytes";
import type { Hasher } from "../hash";
import { type Entry, encodeRecord, FIRST_PREV, isSid, MAX_RECORD_BYTES } from "../record";
import { CompactRange } from "../tree/compact-range";

export interface ChainPosition {
  readonly size: number;
  /** Of the last record; what `FIRST_PREV` is when there is none. */
  readonly link: string;
  readonly range: CompactRange;
}

export interface Appended {
  readonly bytes: Uint8Array;
  readonly link: string;
  readonly seq: number;
}

export class Chain {
  readonly #hasher: Hasher;
  readonly #sid: string;
  readonly #range: CompactRange;
  #link: string;

  /** At its beginning, or where a log of the session ends that was verified before. */
  constructor(hasher: Hasher, sid: string, at?: ChainPosition) {
    if (!isSid(sid)) throw new AuditFault("NOT_A_RECORD", "The session is no UUID of version 7.");
    if (at && at.size !== at.range.size)
      throw new AuditFault("NOT_A_RECORD", "The chain and the tree to go on from have different sizes.");
    this.#hasher = hasher;
    this.#sid = sid;
    this.#range = at?.range ?? CompactRange.empty(hasher);
    this.#link = at?.link ?? FIRST_PREV;
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
    const seq = this.#range.size;
    const bytes = utf8(encodeRecord({ ...entry, prev: this.#link, seq, sid: this.#sid }));
    if (bytes.length > MAX_RECORD_BYTES)
      throw new AuditFault(
        "TOO_LARGE",
        `A record of ${bytes.length} bytes is larger than ${MAX_RECORD_BYTES}.`,
      );
    const link = this.#hasher.leafHex(bytes);
    this.#range.appendHex(link);
    this.#link = link;
    return { bytes, link, seq };
  }
}
