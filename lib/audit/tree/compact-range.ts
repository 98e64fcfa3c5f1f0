/**
 * The hashes that a growing Merkle tree (RFC 9162, section 2.1) needs to keep: one for each perfect subtree, at most
 * 53 of them, whatever the number of leaves. Appending costs one hash on average.
 *
 * Guarantees: the root is that of the RFC for every size; `nodes()` and `size` are all that it takes to go on later.
 * Leaves are held back, up to 256, and hashed row by row through `hasher.nodes`: one call into a hasher for
 * 128 pairs is several times cheaper than 128 calls. Nobody can see that from outside: whoever asks gets them hashed.
 */
import { AuditFault, writeHex } from "../bytes";
import { HASH_BYTES, type Hasher } from "../hash";
import { coverOf, half, isOdd, isSize } from "./arithmetic";

const LEVELS = 53;
const HELD_BACK = 256;
/** The place of the row's first leaf: the one before it is kept free for the subtree that waits on its left. */
const FIRST = HASH_BYTES;

export class CompactRange {
  readonly #hasher: Hasher;
  /** One place for each level; those of the bits of `#settled` are in use. */
  readonly #kept = new Uint8Array(LEVELS * HASH_BYTES);
  #row = new Uint8Array(FIRST + HELD_BACK * HASH_BYTES);
  #next = new Uint8Array(FIRST + HELD_BACK * HASH_BYTES);
  /** How many leaves `#kept` stands for, and how many more wait in `#row`. */
  #settled = 0;
  #held = 0;

  private constructor(hasher: Hasher) {
    this.#hasher = hasher;
  }

  static empty(hasher: Hasher): CompactRange {
    return new CompactRange(hasher);
  }

  /** Goes on from what `nodes()` gave at `size`. Throws when the two do not belong together. */
  static from(hasher: Hasher, size: number, nodes: readonly Uint8Array[]): CompactRange {
    if (!isSize(size))
      throw new AuditFault("BAD_TREE", "The size of a compact range is a whole number up to 2^53 - 1.");
    const cover = coverOf(0, size);
    if (cover.length !== nodes.length) {
      throw new AuditFault(
        "BAD_TREE",
        `A compact range of ${size} leaves has ${cover.length} hashes, not ${nodes.length}.`,
      );
    }
    const range = new CompactRange(hasher);
    for (const [place, { level }] of cover.entries()) range.#keep(level, nodes[place]);
    range.#settled = size;
    return range;
  }

  get size(): number {
    return this.#settled + this.#held;
  }

  append(leaf: Uint8Array): void {
    if (leaf.length !== HASH_BYTES) throw new AuditFault("BAD_TREE", "A leaf hash has 32 bytes.");
    this.#row.set(leaf, FIRST + this.#held * HASH_BYTES);
    this.#hold();
  }

  /** The same for a leaf hash that `write` puts into `row` from `at` on: where it is to be, without another copy. */
  appendBy(write: (row: Uint8Array, at: number) => void): void {
    write(this.#row, FIRST + this.#held * HASH_BYTES);
    this.#hold();
  }

  /** The same for a leaf hash as the chain writes it: 64 lowercase hexadecimal digits. */
  appendHex(link: string): void {
    const fits = link.length === HASH_BYTES * 2;
    // A link that is half written is overwritten by the next one: it only counts when it is held.
    if (!fits || !writeHex(link, this.#row, FIRST + this.#held * HASH_BYTES)) {
      throw new AuditFault("BAD_TREE", "A link has 64 lowercase hexadecimal digits.");
    }
    this.#hold();
  }

  /**
   * Appends a whole tree, as somebody else computed it: the leaves of `right` follow those of this one. Only where
   * no subtree of `right` would be cut in another way here; a worker is given pieces of 2^k leaves for that.
   */
  merge(right: CompactRange): void {
    this.#settle();
    const nodes = right.nodes();
    const cover = coverOf(0, right.size);
    const largest = cover[0] === undefined ? 1 : 2 ** cover[0].level;
    if (this.#settled % largest !== 0 || !isSize(this.#settled + right.size)) {
      throw new AuditFault(
        "BAD_TREE",
        `${right.size} leaves do not fit behind ${this.#settled} as a tree of their own.`,
      );
    }
    for (const [place, { level }] of cover.entries()) this.#carry(level, nodes[place]);
  }

  /** The kept hashes, the largest subtree first. */
  nodes(): Uint8Array[] {
    this.#settle();
    return coverOf(0, this.#settled).map(({ level }) => this.#at(level).slice());
  }

  root(): Uint8Array {
    const nodes = this.nodes();
    return nodes.length === 0 ? this.#hasher.sha256(new Uint8Array(0)) : foldRight(this.#hasher, nodes);
  }

  #hold(): void {
    this.#held += 1;
    if (this.#held === HELD_BACK) this.#settle();
  }

  /** Hashes the leaves that wait, level by level: what has a neighbour on its right goes up, what has none is kept. */
  #settle(): void {
    let count = this.#held;
    let start = this.#settled; // the index, in its level, of the first hash of the row
    for (let level = 0; count > 0; level++) {
      const waits = isOdd(start);
      if (waits) this.#row.set(this.#at(level));
      const from = waits ? 0 : FIRST;
      const width = waits ? count + 1 : count;
      const pairs = half(width);
      if (isOdd(width))
        this.#kept.set(this.#row.subarray(from + pairs * 64, from + pairs * 64 + 32), level * 32);
      if (pairs > 0) this.#hasher.nodes(this.#row.subarray(from), pairs, this.#next.subarray(FIRST));
      [this.#row, this.#next] = [this.#next, this.#row];
      start = half(start);
      count = pairs;
    }
    this.#settled += this.#held;
    this.#held = 0;
  }

  /** Appends one perfect subtree of 2^level leaves to what is settled: like adding 2^level in binary. */
  #carry(level: number, hash: Uint8Array | undefined): void {
    let [at, carried] = [level, hash];
    let rest = this.#settled / 2 ** level;
    while (isOdd(rest) && carried !== undefined) {
      carried = this.#hasher.node(this.#at(at), carried);
      rest = half(rest);
      at += 1;
    }
    this.#keep(at, carried);
    this.#settled += 2 ** level;
  }

  #keep(level: number, hash: Uint8Array | undefined): void {
    if (hash?.length !== HASH_BYTES)
      throw new AuditFault("BAD_TREE", "A hash of a compact range has 32 bytes.");
    this.#kept.set(hash, level * HASH_BYTES);
  }

  #at(level: number): Uint8Array {
    return this.#kept.subarray(level * HASH_BYTES, (level + 1) * HASH_BYTES);
  }
}

/** The root above perfect subtrees, given left to right: the smaller ones on the right are joined first. */
export function foldRight(hasher: Hasher, nodes: readonly Uint8Array[]): Uint8Array {
  const [last, ...rest] = [...nodes].reverse();
  if (last === undefined) throw new AuditFault("BAD_TREE", "There is no hash to fold.");
  return rest.reduce((right, left) => hasher.node(left, right), last);
}
