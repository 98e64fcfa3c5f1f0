/**
 * SHA-256 as two programs: for one message, block by block, and for four nodes of the tree at a time. A node is always 65
 * bytes, so that of its second block only the first byte is not known before: what 64 rounds add of that block stands
 * ready in a table, for each byte.
 */
import {
  assemble,
  type Code,
  FOUR_WORDS,
  get,
  I32,
  i32,
  type Local,
  loadByte,
  loop,
  ONE_WORD,
  type Routine,
  set,
  shuffle,
} from "./assembler";
import { INITIAL_STATE, ROUND_CONSTANTS, ROUND_LOCALS, Rounds } from "./rounds";

export { INITIAL_STATE };

const LANES = [0, 1, 2, 3] as const;
const STATE = [0, 1, 2, 3, 4, 5, 6, 7] as const;
const WORDS = Array.from({ length: 16 }, (_, i) => i);

/** `block(state, words)`: one block of 16 words, big-endian in the message and turned round here, into the state. */
function blockRoutine(): Routine {
  const { load, store, add, and, or, rotateRight, constant } = ONE_WORD;
  const [state, source] = [0, 1];
  const rounds = new Rounds(ONE_WORD, 2);
  for (const i of WORDS) {
    const word = rounds.message(i);
    const turned = or(
      and(rotateRight(word, 8), constant(0xff00ff00)),
      and(rotateRight(word, 24), constant(0x00ff00ff)),
    );
    rounds.code.push(set(word, load(source, 4 * i)), set(word, turned));
  }
  for (const i of STATE) rounds.code.push(set(rounds.state(i), load(state, 4 * i)));
  rounds.begin();
  for (const [round, key] of ROUND_CONSTANTS.entries()) {
    if (round >= 16) rounds.expand(round);
    rounds.round(round, add(get(rounds.message(round)), constant(key)));
  }
  const sums = STATE.map((i) => store(state, 4 * i, add(load(state, 4 * i), get(rounds.state(i)))));
  const locals = Array<number>(ROUND_LOCALS).fill(ONE_WORD.type);
  return { name: "block", parameters: 2, locals, body: [rounds.code, sums] };
}

const PAIR = 64;
const NODE = 32;
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

/** Where tables stand in the memory of `nodes`. What is below is for pairs and nodes. */
export const TABLES = 32_768;
const KEYS = TABLES;
const LAST_BLOCKS = KEYS + 4 * ROUND_CONSTANTS.length;
/** 64 words, for each first byte of the second block. */
const LAST_BLOCK = 4 * ROUND_CONSTANTS.length;
const PAGES = 2;

/** The constants of the rounds, and what the rounds over a second block add. */
export function putTables(memory: Uint8Array): void {
  const view = new DataView(memory.buffer, memory.byteOffset);
  for (const [i, key] of ROUND_CONSTANTS.entries()) view.setInt32(KEYS + 4 * i, key, true);
  for (let byte = 0; byte < 256; byte++) {
    for (const [i, word] of secondBlock(byte).entries()) {
      const added = (word + (ROUND_CONSTANTS[i] as number)) | 0;
      view.setInt32(LAST_BLOCKS + LAST_BLOCK * byte + 4 * i, added, true);
    }
  }
}

/** The last byte of a node, the mark of the end, zeros, and the length of 65 bytes in bits; expanded to 64 words. */
function secondBlock(byte: number): number[] {
  const words = [(byte << 24) | 0x0080_0000, ...Array<number>(14).fill(0), 65 * 8];
  const rotate = (value: number, by: number) => (value >>> by) | (value << (32 - by));
  for (let i = 16; i < 64; i++) {
    const [w16, w15, w7, w2] = [16, 15, 7, 2].map((back) => words[i - back]) as [
      number,
      number,
      number,
      number,
    ];
    const early = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3);
    const late = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10);
    words.push((w16 + early + w7 + late) | 0);
  }
  return words;
}

/**
 * `nodes(pairs, out)`: four nodes of the tree, of pairs of hashes that stand behind each other. `pairs` is one byte
 * before them: a message is the prefix 1 and 64 bytes, so that its words lie across those of the pair. Sixteen rounds at
 * a time in a loop: unrolled, the program is not run any faster, and takes twice as long to compile.
 */
class NodesProgram {
  readonly #pairs: Local = 0;
  readonly #out: Local = 1;
  readonly #rounds = new Rounds(FOUR_WORDS, 2);
  readonly #between = STATE.map((i) => 2 + ROUND_LOCALS + i);
  readonly #rows = LANES.map((i) => 2 + ROUND_LOCALS + 8 + i);
  /** Addresses: of what each lane adds, and of how many rounds are done. */
  readonly #added = LANES.map((i) => 2 + ROUND_LOCALS + 12 + i);
  readonly #done: Local = 2 + ROUND_LOCALS + 16;

  routine(): Routine {
    const body = [this.#firstBlock(), this.#secondBlock(), this.#store()];
    const vectors = Array<number>(ROUND_LOCALS + 12).fill(FOUR_WORDS.type);
    return { name: "nodes", parameters: 2, locals: [...vectors, ...Array<number>(5).fill(I32)], body };
  }

  #firstBlock(): Code {
    const { add, and, or, constant, load, spread } = FOUR_WORDS;
    const rounds = this.#rounds;
    const first = rounds.message(0);
    const before: Code[] = LANES.map((group) => [
      this.#rows.map((row, lane) => [
        set(row, load(this.#pairs, lane * PAIR + group * 16)),
        set(row, shuffle(get(row), get(row), TURNED)),
      ]),
      transpose(this.#rows, this.#columns(group)),
    ]);
    before.push(
      set(first, or(and(get(first), constant(0x00ffffff)), constant(0x01000000))),
      STATE.map((i) => set(rounds.state(i), constant(INITIAL_STATE[i] as number))),
    );
    const round = (i: number) =>
      rounds.round(i, add(get(rounds.message(i)), spread(this.#done, KEYS + 4 * i)));
    const expanding = this.#repeat(48, () => {
      for (const i of WORDS) {
        round(i);
        rounds.expand(i);
      }
    });
    for (const i of WORDS) round(i);
    const after = STATE.map((i) => [
      set(rounds.state(i), add(get(rounds.state(i)), constant(INITIAL_STATE[i] as number))),
      set(this.#between[i] as Local, get(rounds.state(i))),
    ]);
    return [before, expanding, rounds.code.splice(0), after];
  }

  #secondBlock(): Code {
    const { add, load } = FOUR_WORDS;
    const rounds = this.#rounds;
    const found = this.#added.map((added, lane) => [
      set(added, ONE_WORD.shiftLeft(loadByte(this.#pairs, lane * PAIR + PAIR), Math.log2(LAST_BLOCK))),
    ]);
    const looked = this.#repeat(64, () => {
      for (const group of LANES) {
        const rows = this.#rows.map((row, lane) =>
          set(row, load(this.#added[lane] as Local, LAST_BLOCKS + 16 * group)),
        );
        rounds.code.push(rows, transpose(this.#rows, this.#columns(group)));
        for (const i of LANES) rounds.round(4 * group + i, get(rounds.message(4 * group + i)));
      }
      rounds.code.push(this.#added.map((added) => set(added, ONE_WORD.add(get(added), i32(4 * 16)))));
    });
    const sums = STATE.map((i) =>
      set(rounds.state(i), add(get(rounds.state(i)), get(this.#between[i] as Local))),
    );
    return [found, looked, sums];
  }

  #store(): Code {
    const { store } = FOUR_WORDS;
    return [0, 4].map((half) => {
      const state = LANES.map((i) => this.#rounds.state(half + i));
      const columns = this.#columns(0);
      const stored = columns.map((column, lane) =>
        store(this.#out, lane * NODE + half * 4, shuffle(get(column), get(column), TURNED)),
      );
      return [transpose(state, columns), stored];
    });
  }

  /** `rounds` rounds, sixteen at a time as `body` writes them. */
  #repeat(rounds: number, body: () => void): Code {
    const { add } = ONE_WORD;
    this.#rounds.begin();
    const begun = [set(this.#done, i32(0)), this.#rounds.code.splice(0)];
    body();
    const goOn = set(this.#done, add(get(this.#done), i32(4 * 16)));
    return [begun, loop([this.#rounds.code.splice(0), goOn], this.#done, 4 * rounds)];
  }

  #columns(group: number): Local[] {
    return LANES.map((i) => this.#rounds.message(4 * group + i));
  }
}

export function blockModule(): Uint8Array<ArrayBuffer> {
  return assemble(1, blockRoutine());
}

/** Needs a platform with vectors. Its memory has to be given its tables before it is run. */
export function nodesModule(): Uint8Array<ArrayBuffer> {
  return assemble(PAGES, new NodesProgram().routine());
}
