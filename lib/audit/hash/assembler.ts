/**
 * The few instructions of WebAssembly that a hash needs, as functions that answer bytes: an expression in the program
 * is an expression here. So what runs is what can be read, and nothing has to be trusted that came as a blob.
 */
export type Code = readonly (number | Code)[];

/** A number of a program: a local variable that was declared, or a parameter. */
export type Local = number;

export const I32 = 0x7f;
export const V128 = 0x7b;

/** Unsigned and signed LEB128, the spelling of numbers in a module. */
export function unsigned(value: number): Code {
  if (value < 128) return [value];
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    bytes.push(rest < 128 ? rest : (rest % 128) | 128);
    if (rest < 128) return bytes;
  }
}
export function signed(value: number): Code {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7) {
    const low = rest & 127;
    if ((rest >> 7 === 0 && (low & 64) === 0) || (rest >> 7 === -1 && (low & 64) !== 0))
      return [...bytes, low];
    bytes.push(low | 128);
  }
}

export const get = (local: Local): Code => [0x20, unsigned(local)];
/** Sets it, and goes on with the value. */
export const tee = (local: Local, value: Code): Code => [value, 0x22, unsigned(local)];
export const set = (local: Local, value: Code): Code => [value, 0x21, unsigned(local)];
export const i32 = (value: number): Code => [0x41, signed(value | 0)];

/** Addresses are a parameter and a constant distance; alignment is told as unknown, which costs nothing here. */
const memory = (opcode: Code, distance: number): Code => [opcode, 0, unsigned(distance)];

/** One byte, as a word. */
export const loadByte = (address: Local, distance: number): Code => [get(address), memory([0x2d], distance)];

/** Again and again, at least once, as long as the number in `count` is below `end` behind the body. */
export const loop = (body: Code, count: Local, end: number): Code => [
  [0x03, 0x40, body],
  [get(count), i32(end), 0x49, 0x0d, 0x00, 0x0b],
];

/** What a hash computes with: one word, or the same word of four messages side by side. */
export interface Words {
  readonly type: number;
  readonly constant: (value: number) => Code;
  readonly load: (address: Local, distance: number) => Code;
  /** One word of memory, which is the same in all messages. */
  readonly spread: (address: Local, distance: number) => Code;
  readonly store: (address: Local, distance: number, value: Code) => Code;
  readonly add: (a: Code, b: Code) => Code;
  readonly and: (a: Code, b: Code) => Code;
  readonly or: (a: Code, b: Code) => Code;
  readonly xor: (a: Code, b: Code) => Code;
  readonly shiftLeft: (a: Code, by: number) => Code;
  readonly shiftRight: (a: Code, by: number) => Code;
  readonly rotateRight: (a: Local, by: number) => Code;
}

export const ONE_WORD: Words = {
  type: I32,
  constant: i32,
  load: (address, distance) => [get(address), memory([0x28], distance)],
  spread: (address, distance) => [get(address), memory([0x28], distance)],
  store: (address, distance, value) => [get(address), value, memory([0x36], distance)],
  add: (a, b) => [a, b, 0x6a],
  and: (a, b) => [a, b, 0x71],
  or: (a, b) => [a, b, 0x72],
  xor: (a, b) => [a, b, 0x73],
  shiftLeft: (a, by) => [a, i32(by), 0x74],
  shiftRight: (a, by) => [a, i32(by), 0x76],
  rotateRight: (a, by) => [get(a), i32(by), 0x78],
};

const vector = (opcode: number): Code => [0xfd, unsigned(opcode)];

export const FOUR_WORDS: Words = {
  type: V128,
  constant: (value) => [i32(value), vector(0x11)],
  load: (address, distance) => [get(address), memory(vector(0x00), distance)],
  spread: (address, distance) => [get(address), memory(vector(0x09), distance)],
  store: (address, distance, value) => [get(address), value, memory(vector(0x0b), distance)],
  add: (a, b) => [a, b, vector(0xae)],
  and: (a, b) => [a, b, vector(0x4e)],
  or: (a, b) => [a, b, vector(0x50)],
  xor: (a, b) => [a, b, vector(0x51)],
  shiftLeft: (a, by) => [a, i32(by), vector(0xab)],
  shiftRight: (a, by) => [a, i32(by), vector(0xad)],
  // There is no rotation of vectors.
  rotateRight: (a, by) =>
    FOUR_WORDS.or(FOUR_WORDS.shiftRight(get(a), by), FOUR_WORDS.shiftLeft(get(a), 32 - by)),
};

/** Sixteen bytes picked from two vectors: 0 to 15 are those of the first, 16 to 31 those of the second. */
export const shuffle = (a: Code, b: Code, picked: readonly number[]): Code => [a, b, vector(0x0d), picked];

export interface Routine {
  readonly name: string;
  /** All parameters are addresses; nothing is returned. */
  readonly parameters: number;
  /** The type of each further local. */
  readonly locals: readonly number[];
  readonly body: Code;
}

/** A module that exports one memory and the routine. */
export function assemble(
  pages: number,
  { name, parameters, locals, body }: Routine,
): Uint8Array<ArrayBuffer> {
  const code: Code = [
    [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    section(1, list([[0x60, list(Array.from({ length: parameters }, () => [I32])), 0]])),
    section(3, list([[0]])),
    section(5, list([[0x01, unsigned(pages), unsigned(pages)]])),
    section(
      7,
      list([
        [text("memory"), 0x02, 0],
        [text(name), 0x00, 0],
      ]),
    ),
    section(10, list([sized([list(locals.map((type) => [1, type])), body, 0x0b])])),
  ];
  const bytes = new Uint8Array(sizeOf(code));
  flatten(code, bytes, 0);
  return bytes;
}

const list = (items: readonly Code[]): Code => [unsigned(items.length), items];
const text = (ascii: string): Code => list([...ascii].map((letter) => [letter.charCodeAt(0)]));
const section = (id: number, content: Code): Code => [id, sized(content)];

function sized(code: Code): Code {
  return [unsigned(sizeOf(code)), code];
}

function sizeOf(code: Code): number {
  let size = 0;
  for (const item of code) size += typeof item === "number" ? 1 : sizeOf(item);
  return size;
}

/** Writes a program behind `at`; answers where it ends. */
function flatten(code: Code, bytes: Uint8Array, at: number): number {
  let next = at;
  for (const item of code) {
    if (typeof item === "number") bytes[next++] = item;
    else next = flatten(item, bytes, next);
  }
  return next;
}
