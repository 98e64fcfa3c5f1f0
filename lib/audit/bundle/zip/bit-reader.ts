/** Packed bytes as they come, read bit by bit, the lowest of each byte first (RFC 1951, section 3.1.1). */
import { BundleFault } from "../fault";
import { type HuffmanCode, MOST_BITS, QUICK_BITS } from "./huffman";

const QUICK_MASK = (1 << QUICK_BITS) - 1;

export class BitReader {
  #input: Uint8Array = new Uint8Array(0);
  #at = 0;
  /** Bits that were taken from the input and not yet read; at most 22, so that they fit an integer. */
  #bits = 0;
  #count = 0;

  /** The whole bytes that are still to be read. Those that were taken in advance may be missing from it. */
  get left(): number {
    return this.#input.length - this.#at;
  }

  add(piece: Uint8Array): void {
    this.#giveBack();
    const rest = this.#input.subarray(this.#at);
    const input = new Uint8Array(rest.length + piece.length);
    input.set(rest);
    input.set(piece, rest.length);
    this.#input = input;
    this.#at = 0;
  }

  /** Skips to the next whole byte. */
  align(): void {
    this.#giveBack();
    this.#bits = this.#count = 0;
  }

  /** Of what was taken in advance, the whole bytes; what is left of a byte has been read in part. */
  #giveBack(): void {
    const bytes = this.#count >> 3;
    this.#at -= bytes;
    this.#count -= bytes * 8;
    this.#bits &= (1 << this.#count) - 1;
  }

  read(count: number): number {
    this.#fill(count);
    if (this.#count < count) throw tooShort();
    const value = this.#bits & ((1 << count) - 1);
    this.#drop(count);
    return value;
  }

  /** At most so many whole bytes, after `align`. */
  bytes(most: number): Uint8Array {
    const bytes = this.#input.subarray(this.#at, this.#at + most);
    this.#at += bytes.length;
    return bytes;
  }

  decode({ quick, counts, symbols }: HuffmanCode): number {
    this.#fill(MOST_BITS);
    const hit = quick[this.#bits & QUICK_MASK] as number;
    const length = hit & 15;
    if (hit !== 0 && length <= this.#count) {
      this.#drop(length);
      return hit >> 4;
    }
    return this.#countOut(counts, symbols);
  }

  /** Codes of one length follow each other, so that counting finds the place of a code among those of its length. */
  #countOut(counts: Uint16Array, symbols: Uint16Array): number {
    const most = Math.min(MOST_BITS, this.#count);
    let code = 0;
    let first = 0;
    let place = 0;
    for (let bits = 1; bits <= most; bits++) {
      code |= (this.#bits >> (bits - 1)) & 1;
      const count = counts[bits] as number;
      if (code - first < count) {
        this.#drop(bits);
        return symbols[place + code - first] as number;
      }
      place += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw most < MOST_BITS ? tooShort() : unpackable("there is a code that stands for nothing");
  }

  #fill(count: number): void {
    while (this.#count < count && this.#at < this.#input.length) {
      this.#bits |= (this.#input[this.#at++] as number) << this.#count;
      this.#count += 8;
    }
  }

  #drop(count: number): void {
    this.#bits >>>= count;
    this.#count -= count;
  }
}

export function unpackable(why: string): BundleFault {
  return new BundleFault("BAD_CONTENT", `The packed data cannot be unpacked: ${why}.`);
}

export function tooShort(): BundleFault {
  return unpackable("they end too early");
}
