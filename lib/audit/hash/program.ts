/**
 * SHA-256 (FIPS 180-4) as a program for the assembler, unrolled: once for one message, once for the two blocks of four
 * tree nodes at a time. Written over `Words`, so that both are the same rounds.
 */
import {
  assemble,
  type Code,
  FOUR_WORDS,
  get,
  type Local,
  ONE_WORD,
  type Routine,
  set,
  shuffle,
  tee,
  type Words,
} from "./assembler";

/** The first 32 bits of the fractional parts of the roots of the first primes: nothing up anybody's sleeve. */
const PRIMES = firstPrimes(64);
const ROUND_CONSTANTS = PRIMES.map((prime) => fraction(Math.cbrt(prime)));
export const INITIAL_STATE = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes;
}
function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32) | 0;
}

/** A word of the message: known when the program is made, or in a local. */
type Word = { readonly known: number } | { readonly local: Local };

const rotate = (value: number, by: number) => (value >>> by) | (value << (32 - by));

class Rounds {
  readonly code: Code[] = [];
  readonly #words: Words;
  /** Eight for the state, one for what two rounds share, one for a sum, then the message from `first` + 10 on. */
  readonly #first: Local;

  constructor(words: Words, first: Local) {
    this.#words = words;
    this.#first = first;
  }

  /** Where word `i` of the message is kept. */
  message(i: number): Local {
    return this.#first + 10 + i;
  }

  start(state: readonly Code[]): void {
    for (const [i, word] of state.entries()) this.code.push(set(this.#first + i, word));
  }

  /** The 64 rounds over one block; afterwards the state is in the first eight locals again. */
  run(block: readonly Word[]): void {
    const { xor } = this.#words;
    const shared = this.#first + 8;
    this.code.push(set(shared, xor(get(this.#first + 1), get(this.#first + 2))));
    const message = [...block];
    for (let round = 0; round < 64; round++) {
      const word = round < 16 ? (message[round] as Word) : this.#expand(message, round);
      message[round % 16] = word;
      this.#round(round, word);
    }
  }

  #round(round: number, word: Word): void {
    const { add, and, xor, constant } = this.#words;
    const at = (place: number) => this.#first + ((place - round + 64) % 8);
    const [a, b, d, e, f, g, h] = [at(0), at(1), at(3), at(4), at(5), at(6), at(7)];
    const [shared, sum] = [this.#first + 8, this.#first + 9];
    const key = ROUND_CONSTANTS[round] as number;
    const added = "known" in word ? constant((key + word.known) | 0) : add(get(word.local), constant(key));
    const choice = xor(get(g), and(get(e), xor(get(f), get(g))));
    this.code.push(
      set(sum, add(add(add(get(h), added), choice), this.#big(e, 6, 11, 25))),
      set(d, add(get(d), get(sum))),
      // The majority is b ^ ((a ^ b) & (b ^ c)), and b ^ c was a ^ b one round before.
      set(sum, add(get(sum), xor(get(b), and(get(shared), tee(shared, xor(get(a), get(b))))))),
      set(h, add(get(sum), this.#big(a, 2, 13, 22))),
    );
  }

  /** Word `round` of the message, in the place of the one 16 before; constants are computed here and now. */
  #expand(message: readonly Word[], round: number): Word {
    const { add, constant } = this.#words;
    const word = (back: number) => message[(round - back) % 16] as Word;
    const parts: [Word, (local: Local) => Code, (value: number) => number][] = [
      [word(16), get, (value) => value],
      [word(15), (x) => this.#small(x, 7, 18, 3), (x) => rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3)],
      [word(7), get, (value) => value],
      [word(2), (x) => this.#small(x, 17, 19, 10), (x) => rotate(x, 17) ^ rotate(x, 19) ^ (x >>> 10)],
    ];
    let known = 0;
    const sums: Code[] = [];
    for (const [part, code, value] of parts) {
      if ("known" in part) known = (known + value(part.known)) | 0;
      else sums.push(code(part.local));
    }
    if (sums.length === 0) return { known };
    if (known !== 0) sums.push(constant(known));
    const local = this.message(round % 16);
    this.code.push(set(local, sums.reduce(add)));
    return { local };
  }

  #big(x: Local, r1: number, r2: number, r3: number): Code {
    const { xor, rotateRight } = this.#words;
    return xor(xor(rotateRight(x, r1), rotateRight(x, r2)), rotateRight(x, r3));
  }

  #small(x: Local, r1: number, r2: number, by: number): Code {
    const { xor, rotateRight, shiftRight } = this.#words;
    return xor(xor(rotateRight(x, r1), rotateRight(x, r2)), shiftRight(get(x), by));
  }
}

/** `block(state, words)`: one block of 16 words, big-endian in the message and turned round here, into the state. */
function blockRoutine(): Routine {
  const { load, store, add, and, or, rotateRight, constant } = ONE_WORD;
  const [state, source] = [0, 1];
  const rounds = new Rounds(ONE_WORD, 2);
  const words = Array.from({ length: 16 }, (_, i) => rounds.message(i));
  for (const [i, word] of words.entries()) {
    const turned = or(
      and(rotateRight(word, 8), constant(0xff00ff00)),
      and(rotateRight(word, 24), constant(0x00ff00ff)),
    );
    rounds.code.push(set(word, load(source, 4 * i)), set(word, turned));
  }
  rounds.start(STATE.map((i) => load(state, 4 * i)));
  rounds.run(words.map((local) => ({ local })));
  const sums = STATE.map((i) => store(state, 4 * i, add(load(state, 4 * i), get(2 + i))));
  return { name: "block", parameters: 2, locals: Array(26).fill(ONE_WORD.type), body: [rounds.code, sums] };
}

const PAIR = 64;
const NODE = 32;
const LANES = [0, 1, 2, 3] as const;
const STATE = [0, 1, 2, 3, 4, 5, 6, 7] as const;
/** How `shuffle` turns each of four words round. */
const TURNED = [3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12];
const LOW_WORDS = [0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23];
const HIGH_WORDS = LOW_WORDS.map((byte) => byte + 8);
const LOW_HALVES = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];
const HIGH_HALVES = LOW_HALVES.map((byte) => byte + 8);

/** Four rows of four words to four columns. The rows are overwritten. */
function transpose(rows: readonly Local[], columns: readonly Local[]): Code {
  const [r0, r1, r2, r3] = rows as [Local, Local, Local, Local];
  const [c0, c1, c2, c3] = columns as [Local, Local, Local, Local];
  return [
    set(c0, shuffle(get(r0), get(r1), LOW_WORDS)),
    set(c1, shuffle(get(r2), get(r3), LOW_WORDS)),
    set(c2, shuffle(get(r0), get(r1), HIGH_WORDS)),
    set(c3, shuffle(get(r2), get(r3), HIGH_WORDS)),
    set(r0, shuffle(get(c0), get(c1), LOW_HALVES)),
    set(r1, shuffle(get(c0), get(c1), HIGH_HALVES)),
    set(r2, shuffle(get(c2), get(c3), LOW_HALVES)),
    set(r3, shuffle(get(c2), get(c3), HIGH_HALVES)),
    [...rows.entries()].map(([i, row]) => set(columns[i] as Local, get(row))),
  ];
}

/**
 * `nodes(pairs, out)`: four nodes of the tree, of pairs of hashes that stand behind each other. `pairs` is one byte
 * before them: a message is the prefix 1 and 64 bytes, so that its words lie across those of the pair.
 */
function nodesRoutine(): Routine {
  const words = FOUR_WORDS;
  const { add, and, or, constant } = words;
  const [pairs, out] = [0, 1];
  const rounds = new Rounds(words, 2);
  const state = STATE.map((i) => 2 + i);
  const between = STATE.map((i) => 28 + i);
  const rows = LANES.map((i) => 36 + i);
  const message = Array.from({ length: 16 }, (_, i) => rounds.message(i));
  const first = message[0] as Local;
  const load = (distance: number, columns: readonly Local[]) => {
    for (const [lane, row] of rows.entries())
      rounds.code.push(
        set(row, words.load(pairs, lane * PAIR + distance)),
        set(row, shuffle(get(row), get(row), TURNED)),
      );
    rounds.code.push(transpose(rows, columns));
  };

  for (const group of LANES) load(group * 16, message.slice(group * 4, group * 4 + 4));
  rounds.code.push(set(first, or(and(get(first), constant(0x00ffffff)), constant(0x01000000))));
  rounds.start(INITIAL_STATE.map(constant));
  rounds.run(message.map((local) => ({ local })));
  for (const [i, local] of state.entries())
    rounds.code.push(
      set(local, add(get(local), constant(INITIAL_STATE[i] as number))),
      set(between[i] as Local, get(local)),
    );

  // The second block: the last byte, the mark of the end, and the length of 65 bytes in bits; all between is zero.
  load(
    49,
    [1, 2, 3, 0].map((i) => message[i] as Local),
  );
  rounds.code.push(set(first, or(words.shiftLeft(get(first), 24), constant(0x00800000))));
  rounds.run([{ local: first }, ...Array<Word>(14).fill({ known: 0 }), { known: 65 * 8 }]);
  for (const [i, local] of state.entries())
    rounds.code.push(set(local, add(get(local), get(between[i] as Local))));

  for (const half of [0, 4]) {
    rounds.code.push(transpose(state.slice(half, half + 4), message.slice(0, 4)));
    for (const lane of LANES) {
      const word = get(message[lane] as Local);
      rounds.code.push(words.store(out, lane * NODE + half * 4, shuffle(word, word, TURNED)));
    }
  }
  return { name: "nodes", parameters: 2, locals: Array(38).fill(words.type), body: rounds.code };
}

export function blockModule(): Uint8Array<ArrayBuffer> {
  return assemble(1, blockRoutine());
}

/** Needs a platform with vectors. */
export function nodesModule(): Uint8Array<ArrayBuffer> {
  return assemble(1, nodesRoutine());
}
