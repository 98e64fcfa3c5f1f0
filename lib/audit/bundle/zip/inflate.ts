/**
 * Unpacks deflate (RFC 1951), strictly and in pieces: what zlib refuses is refused here, and so are bytes behind the
 * end of the data, where something could be hidden that only some readers see.
 *
 * Guarantees: total on any bytes (a BundleFault and nothing else is thrown); memory is bounded whatever is packed, for
 * output is handed over in pieces of at most 64 KiB, and whoever has seen enough stops asking.
 */
import { BitReader, tooShort, unpackable } from "./bit-reader";
import { type HuffmanCode, makeCode } from "./huffman";

const WINDOW = 32_768;
const PIECE = 65_536;
const LONGEST_MATCH = 258;
/** No step (the header of a block, one symbol) takes more input: while so much is there, none can run out. */
const LOOKAHEAD = 1_024;
const END_OF_BLOCK = 256;

const LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99];
LENGTH_BASE.push(115, 131, 163, 195, 227, 258);
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_EXTRA = Array.from({ length: 30 }, (_, symbol) => Math.max(0, (symbol >> 1) - 1));
const DISTANCE_BASE = [1];
for (const extra of DISTANCE_EXTRA.slice(0, -1))
  DISTANCE_BASE.push((DISTANCE_BASE.at(-1) as number) + (1 << extra));
/** In which order the lengths of the code for lengths are sent. */
const LENGTHS_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

interface Codes {
  readonly symbols: HuffmanCode;
  readonly distances: HuffmanCode;
}

const FIXED = fixedCodes();

export class Inflater {
  readonly #input = new BitReader();
  readonly #out = new Uint8Array(WINDOW + PIECE);
  /** Where the next byte goes, and the first that was not handed over. Before it are the last ones that were. */
  #end = 0;
  #handed = 0;
  #isLastBlock = false;
  #isDone = false;
  /** Inside a block: its codes, or how many stored bytes are still to come. */
  #codes: Codes | undefined;
  #stored = 0;

  /** Unpacks as far as the input reaches. */
  *push(piece: Uint8Array, isLast: boolean): Generator<Uint8Array> {
    this.#input.add(piece);
    while (!this.#isDone && (isLast || this.#input.left >= LOOKAHEAD)) {
      this.#step();
      if (this.#isFull()) yield this.#hand();
    }
    if (!isLast) return;
    if (this.#input.left > 0) throw unpackable("something follows them");
    yield this.#hand();
  }

  #isFull(): boolean {
    return this.#end - this.#handed > PIECE - LONGEST_MATCH;
  }

  #hand(): Uint8Array {
    const piece = this.#out.slice(this.#handed, this.#end);
    const kept = Math.min(this.#end, WINDOW);
    this.#out.copyWithin(0, this.#end - kept, this.#end);
    this.#end = this.#handed = kept;
    return piece;
  }

  #step(): void {
    if (this.#codes) this.#symbols(this.#codes);
    else if (this.#stored > 0) this.#copyStored();
    else if (!this.#isLastBlock) this.#beginBlock();
    else {
      this.#input.align();
      this.#isDone = true;
    }
  }

  #beginBlock(): void {
    this.#isLastBlock = this.#input.read(1) === 1;
    const kind = this.#input.read(2);
    if (kind === 0) this.#beginStored();
    else if (kind === 1) this.#codes = FIXED;
    else if (kind === 2) this.#codes = readCodes(this.#input);
    else throw unpackable("a block has a kind that there is not");
  }

  #beginStored(): void {
    this.#input.align();
    this.#stored = this.#input.read(8) | (this.#input.read(8) << 8);
    const confirmed = this.#input.read(8) | (this.#input.read(8) << 8);
    if ((this.#stored ^ confirmed) !== 0xffff)
      throw unpackable("the length of a stored block is not confirmed");
    this.#input.align();
  }

  #copyStored(): void {
    const room = this.#handed + PIECE - this.#end;
    const bytes = this.#input.bytes(Math.min(this.#stored, room));
    if (bytes.length === 0) throw tooShort();
    this.#out.set(bytes, this.#end);
    this.#end += bytes.length;
    this.#stored -= bytes.length;
  }

  /** Symbols, until the block ends, the piece is full or the input could run out. */
  #symbols({ symbols, distances }: Codes): void {
    const input = this.#input;
    do {
      const symbol = input.decode(symbols);
      if (symbol < END_OF_BLOCK) this.#out[this.#end++] = symbol;
      else if (symbol > END_OF_BLOCK) this.#repeat(symbol - END_OF_BLOCK - 1, distances);
      else {
        this.#codes = undefined;
        return;
      }
    } while (!this.#isFull() && input.left >= LOOKAHEAD);
  }

  #repeat(lengthSymbol: number, distances: HuffmanCode): void {
    const least = LENGTH_BASE[lengthSymbol];
    if (least === undefined) throw unpackable("a length has a code that there is not");
    const length = least + this.#input.read(LENGTH_EXTRA[lengthSymbol] as number);
    const symbol = this.#input.decode(distances);
    const nearest = DISTANCE_BASE[symbol];
    if (nearest === undefined) throw unpackable("a distance has a code that there is not");
    const distance = nearest + this.#input.read(DISTANCE_EXTRA[symbol] as number);
    // Once a piece was handed over there is a whole window before it, so that no distance is too far.
    if (distance > this.#end) throw unpackable("they repeat what was never there");
    const out = this.#out;
    const stop = this.#end + length;
    for (let to = this.#end; to < stop; to++) out[to] = out[to - distance] as number;
    this.#end = stop;
  }
}

function readCodes(input: BitReader): Codes {
  const symbolCount = input.read(5) + 257;
  const distanceCount = input.read(5) + 1;
  const orderCount = input.read(4) + 4;
  if (symbolCount > 286 || distanceCount > 30) throw unpackable("a block has more symbols than there are");
  const own = new Uint8Array(LENGTHS_ORDER.length);
  for (const symbol of LENGTHS_ORDER.slice(0, orderCount)) own[symbol] = input.read(3);
  const code = makeCode(own, false);
  if (!code) throw unpackable("a code is not complete");
  const lengths = readLengths(input, code, symbolCount + distanceCount);
  if (lengths[END_OF_BLOCK] === 0) throw unpackable("a block cannot end");
  const symbols = makeCode(lengths.subarray(0, symbolCount), true);
  const distances = makeCode(lengths.subarray(symbolCount), true);
  if (!symbols || !distances) throw unpackable("a code is not complete");
  return { symbols, distances };
}

function readLengths(input: BitReader, code: HuffmanCode, count: number): Uint8Array {
  const lengths = new Uint8Array(count);
  for (let at = 0; at < count; ) {
    const symbol = input.decode(code);
    if (symbol < 16) {
      lengths[at++] = symbol;
      continue;
    }
    if (symbol === 16 && at === 0) throw unpackable("a length repeats one that was never there");
    const value = symbol === 16 ? (lengths[at - 1] as number) : 0;
    const times = symbol === 16 ? 3 + input.read(2) : symbol === 17 ? 3 + input.read(3) : 11 + input.read(7);
    if (at + times > count) throw unpackable("there are more lengths than symbols");
    lengths.fill(value, at, at + times);
    at += times;
  }
  return lengths;
}

function fixedCodes(): Codes {
  const lengths = new Uint8Array(288).fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280);
  const symbols = makeCode(lengths, false);
  const distances = makeCode(new Uint8Array(32).fill(5), false);
  if (!symbols || !distances) throw new TypeError("The codes of the RFC are complete.");
  return { symbols, distances };
}
