import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  assemble,
  FOUR_WORDS,
  get,
  loadByte,
  loop,
  ONE_WORD,
  set,
  shuffle,
  signed,
  tee,
  unsigned,
  type Words,
} from "./assembler";

/** Runs `body` on a memory that begins with these words, and answers what it begins with afterwards. */
function run(
  words: Words,
  body: (words: Words) => ReturnType<typeof get>[],
  memory: readonly number[],
): number[] {
  const code = assemble(1, {
    name: "run",
    parameters: 1,
    locals: [words.type, words.type],
    body: body(words),
  });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code));
  const view = new Uint32Array((exports.memory as WebAssembly.Memory).buffer);
  view.set(memory);
  (exports.run as (address: number) => void)(0);
  return [...view.subarray(0, memory.length)];
}
const word = fc.nat(0xffffffff);

describe.each([
  ["one word", ONE_WORD, 1],
  ["four words", FOUR_WORDS, 4],
] as const)("%s", (_, words, lanes) => {
  it("computes as the language does", () => {
    const two = fc.array(word, { minLength: 2 * lanes, maxLength: 2 * lanes });
    const by = fc.integer({ min: 1, max: 31 });
    fc.assert(
      fc.property(two, by, word, (memory, shift, known) => {
        const second = lanes * 4;
        const check = (
          make: (a: ReturnType<typeof get>, b: ReturnType<typeof get>) => ReturnType<typeof get>,
          value: (a: number, b: number) => number,
        ) => {
          const body = (w: Words) => [set(1, w.load(0, 0)), w.store(0, 0, make(get(1), w.load(0, second)))];
          const result = run(words, body, memory);
          for (let lane = 0; lane < lanes; lane++)
            expect(result[lane]).toBe(value(memory[lane] as number, memory[lanes + lane] as number) >>> 0);
        };
        check(words.add, (a, b) => a + b);
        check(words.and, (a, b) => a & b);
        check(words.or, (a, b) => a | b);
        check(words.xor, (a, b) => a ^ b);
        check(
          (a) => words.shiftLeft(a, shift),
          (a) => a << shift,
        );
        check(
          (a) => words.shiftRight(a, shift),
          (a) => a >>> shift,
        );
        check(
          () => words.rotateRight(1, shift),
          (a) => (a >>> shift) | (a << (32 - shift)),
        );
        check(
          (a) => words.add(a, words.constant(known)),
          (a) => a + known,
        );
        check(
          (a) => words.xor(tee(2, words.add(a, words.constant(1))), get(2)),
          () => 0,
        );
      }),
      { numRuns: 30 },
    );
  });
});

it("picks bytes out of two vectors", () => {
  const reversed = Array.from({ length: 16 }, (_, i) => 31 - 2 * i);
  const body = (w: Words) => [w.store(0, 0, shuffle(w.load(0, 0), w.load(0, 16), reversed))];
  const memory = Uint32Array.from(new Uint32Array(Uint8Array.from({ length: 32 }, (_, i) => i).buffer));
  const bytes = new Uint8Array(Uint32Array.from(run(FOUR_WORDS, body, [...memory])).buffer);
  expect([...bytes.subarray(0, 16)]).toEqual(reversed);
});

it("spreads one word over all messages, and takes one byte as a word", () => {
  const memory = [0xfedcba98, 1, 2, 3];
  const spread = (w: Words) => [w.store(0, 0, w.spread(0, 0))];
  expect(run(FOUR_WORDS, spread, memory)).toEqual([0xfedcba98, 0xfedcba98, 0xfedcba98, 0xfedcba98]);
  expect(run(ONE_WORD, spread, memory)).toEqual(memory);
  expect(run(ONE_WORD, (w) => [w.store(0, 4, loadByte(0, 2))], memory)).toEqual([0xfedcba98, 0xdc, 2, 3]);
});

it("goes round a loop as often as is counted, and once at least", () => {
  const times = (end: number) => (w: Words) => [
    loop([set(1, w.add(get(1), w.constant(3))), set(2, w.add(get(2), w.constant(1)))], 2, end),
    w.store(0, 0, get(1)),
  ];
  expect([0, 1, 2, 100].map((end) => run(ONE_WORD, times(end), [0]))).toEqual([[3], [3], [6], [300]]);
});

it("spells numbers as LEB128", () => {
  expect([unsigned(0), unsigned(127), unsigned(128), unsigned(624_485)]).toEqual([
    [0],
    [127],
    [128, 1],
    [0xe5, 0x8e, 0x26],
  ]); // prettier-ignore
  expect([signed(0), signed(-1), signed(63), signed(64), signed(-64), signed(-65), signed(-123_456)]).toEqual(
    [[0], [0x7f], [63], [0xc0, 0], [0x40], [0xbf, 0x7f], [0xc0, 0xbb, 0x78]],
  ); // prettier-ignore
});
