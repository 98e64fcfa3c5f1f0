import "server-only";
import { utf8 } from "@/lib/audit/bytes";

const NONE: ReadonlySet<number> = new Set();

/**
 * The records of a batch in one run of bytes, with a line feed between two. What is made for each of many records costs
 * more than what is done with it: strings that live as long as their batch waits are copied by each collection meanwhile.
 */
export class SentRecords {
  readonly bytes: Uint8Array;
  /** Where each of them ends. A record is as long as what was sent, so that one with a line feed in it is still one. */
  readonly #ends: readonly number[];
  /** Those whose text was not well-formed: the bytes of half a pair are those of another character. */
  readonly #illFormed: ReadonlySet<number>;

  constructor(bytes: Uint8Array, ends: readonly number[], illFormed = NONE) {
    this.bytes = bytes;
    this.#ends = ends;
    this.#illFormed = illFormed;
  }

  static of(records: readonly string[]): SentRecords {
    const text = records.join("\n");
    let end = -1;
    const ends = records.map((record) => (end += 1 + Buffer.byteLength(record)));
    if (text.isWellFormed()) return new SentRecords(utf8(text), ends);
    const illFormed = records.flatMap((record, place) => (record.isWellFormed() ? [] : [place]));
    return new SentRecords(utf8(text), ends, new Set(illFormed));
  }

  get count(): number {
    return this.#ends.length;
  }

  /** Of the records alone. */
  get size(): number {
    return this.bytes.length - Math.max(0, this.count - 1);
  }

  get areWellFormed(): boolean {
    return this.#illFormed.size === 0;
  }

  isWellFormed(place: number): boolean {
    return !this.#illFormed.has(place);
  }

  start(place: number): number {
    return place === 0 ? 0 : this.end(place - 1) + 1;
  }

  end(place: number): number {
    return this.#ends[place] as number;
  }

  at(place: number): Uint8Array {
    return this.bytes.subarray(this.start(place), this.end(place));
  }
}
