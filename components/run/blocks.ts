/**
 * The bytes of very many records in a few pieces of memory, one line behind the other. A view for each record would be an
 * object for each, and a million objects are what a browser stands still for when it clears away what is not used any more.
 */
import { assertLine, LF } from "@/lib/audit/recorder/lines";
import { doubled } from "./columns";

const FIRST_BLOCK = 64 * 1024;
const LARGEST_BLOCK = 4 * 1024 * 1024;
/** A place is its block times this, and how far it is into that block. */
const SPAN = 2 ** 32;
const FIRST_PLACES = 1024;

interface Block {
  readonly bytes: Uint8Array<ArrayBuffer>;
  used: number;
}

export class Blocks {
  readonly #blocks: Block[] = [];
  /** Where each record begins. */
  #places = new Float64Array(FIRST_PLACES);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Throws a JournalFault for what is not one line; then nothing was kept. */
  push(record: Uint8Array): void {
    assertLine(record);
    const block = this.#roomFor(record.length + 1);
    if (this.#size === this.#places.length) this.#places = doubled(this.#places);
    this.#places[this.#size++] = (this.#blocks.length - 1) * SPAN + block.used;
    block.bytes.set(record, block.used);
    block.bytes[block.used + record.length] = LF;
    block.used += record.length + 1;
  }

  /** Undefined for one that is not there. */
  at(seq: number): Uint8Array | undefined {
    if (!(seq >= 0 && seq < this.#size)) return undefined;
    const [begins, ends] = [this.#place(seq), this.#place(seq + 1)];
    const { bytes, used } = this.#blocks[begins.block] as Block;
    return bytes.subarray(begins.offset, (ends.block === begins.block ? ends.offset : used) - 1);
  }

  /** These records, each with its line feed, as views of the memory that they are in. */
  *lines(from: number, end: number): Generator<Uint8Array<ArrayBuffer>> {
    const to = Math.min(end, this.#size);
    if (!(from >= 0 && from < to)) return;
    const [begins, ends] = [this.#place(from), this.#place(to)];
    for (let at = begins.block; at <= ends.block; at++) {
      const block = this.#blocks[at];
      if (!block) return;
      const start = at === begins.block ? begins.offset : 0;
      const stop = at === ends.block ? ends.offset : block.used;
      if (start < stop) yield block.bytes.subarray(start, stop);
    }
  }

  /** Of one behind the last as well: there the next one would be, if the block has room for it. */
  #place(seq: number): { readonly block: number; readonly offset: number } {
    if (seq === this.#size) return { block: this.#blocks.length - 1, offset: this.#blocks.at(-1)?.used ?? 0 };
    const place = this.#places[seq] ?? 0;
    return { block: Math.floor(place / SPAN), offset: place % SPAN };
  }

  #roomFor(bytes: number): Block {
    const last = this.#blocks.at(-1);
    if (last && last.bytes.length - last.used >= bytes) return last;
    const usual = last ? Math.min(LARGEST_BLOCK, last.bytes.length * 2) : FIRST_BLOCK;
    const block = { bytes: new Uint8Array(Math.max(usual, bytes)), used: 0 };
    this.#blocks.push(block);
    return block;
  }
}
