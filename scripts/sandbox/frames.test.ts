import binaryen from "binaryen";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withFrames } from "./frames.mjs";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 60);
const STACK = 4096;
const head = `
  (import "m" "note" (func $note (param i32)))
  (memory (export "memory") 1)
  (global $sp (export "sp") (mut i32) (i32.const ${STACK}))`;

/** All types of locals, loops, jumps out of the function from within, returns in the middle, and calls of itself. */
const EVERYTHING = `(module ${head}
  (func $f (export "f") (param $n i32) (param $w i64) (result f64)
    (local $i i32) (local $s f32) (local $d f64) (local $never i64) (local $x i64)
    (call $note (i32.wrap_i64 (local.get $never)))
    (local.set $never (i64.const -1))
    (if (i32.eqz (local.get $n)) (then (return (f64.convert_i64_s (local.get $w)))))
    (local.set $x (i64.add (local.tee $w (i64.mul (local.get $w) (i64.const 3))) (i64.const 7)))
    (block $out
      (loop $again
        (local.set $s (f32.add (local.get $s) (f32.const 0.5)))
        (br_if $out (i32.ge_s (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n)))
        (block $one (block $two
          (br_table $one $two $again (i32.rem_u (local.get $i) (i32.const 4))))
          (local.set $d (f64.add (local.get $d) (f64.promote_f32 (local.get $s)))))
        (br_if $again (i32.lt_s (local.get $i) (i32.const 90)))
        (return (local.get $d))))
    (call $note (local.get $i))
    (local.set $d (f64.add (local.get $d)
      (call $f (i32.sub (local.get $n) (i32.const 1)) (i64.rem_s (local.get $x) (i64.const 1000003)))))
    (f64.add (local.get $d) (f64.promote_f32 (local.get $s)))))`;

interface Made {
  run(...values: (number | bigint)[]): unknown;
  readonly notes: number[];
  stackPointer(): number;
  lowest(): number;
}

const known = new Map<string, Uint8Array>();
function bytesOf(text: string): Uint8Array {
  const found = known.get(text);
  if (found) return found;
  const module = binaryen.parseText(text);
  const bytes = module.emitBinary();
  module.dispose();
  known.set(text, bytes);
  return bytes;
}

function made(text: string, framing?: Partial<Parameters<typeof withFrames>[1]>): Made {
  const plain = bytesOf(text);
  const bytes = framing ? withFrames(plain, { stackPointer: 0, worth: 0, room: () => 0, ...framing }) : plain;
  const notes: number[] = [];
  let lowest = STACK;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes as BufferSource), {
    m: {
      note: (value: number) => {
        notes.push(value);
        lowest = Math.min(lowest, stackPointer());
      },
    },
  });
  const { f, sp, memory } = exports as Record<string, unknown>;
  const stackPointer = () => (sp as WebAssembly.Global).value as number;
  // What was there before is nothing to begin with.
  new Uint8Array((memory as WebAssembly.Memory).buffer).fill(0xaa);
  return { run: f as Made["run"], notes, stackPointer, lowest: () => lowest };
}

describe("a function with a frame", () => {
  test("does what it did, and leaves the stack as it was", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30 }),
        fc.bigInt({ min: -(2n ** 40n), max: 2n ** 40n }),
        (n, w) => {
          const [before, after] = [made(EVERYTHING), made(EVERYTHING, {})];
          expect(after.run(n, w)).toEqual(before.run(n, w));
          expect(after.notes).toEqual(before.notes);
          expect(after.stackPointer()).toBe(STACK);
        },
      ),
      { numRuns: RUNS },
    );
  });

  test("takes as much of the stack as its locals need, and the room that it is given", () => {
    // Three of eight bytes and three of four, and one more of either for each parameter.
    const [small, large] = [made(EVERYTHING, {}), made(EVERYTHING, { room: ({ calls }) => calls * 100 })];
    for (const { run } of [small, large]) run(1, 1n);
    expect(STACK - small.lowest()).toBe(2 * 48);
    expect(STACK - large.lowest()).toBe(2 * (48 + 304));
  });

  test("is left alone where it is not worth it", () => {
    const { run, lowest } = made(EVERYTHING, { worth: 1_000 });
    run(2, 1n);
    expect(lowest()).toBe(STACK);
  });

  test("answers nothing where it answered nothing", () => {
    const { run, notes } = made(
      `(module ${head} (func (export "f") (param $n i32) (if (local.get $n) (then (return))) (call $note (i32.const 5))))`,
      {},
    );
    expect([run(1), run(0), notes]).toEqual([undefined, undefined, [5]]);
  });
});

test.each([
  ["an instruction that is not known", `(func (export "f") (param v128) (drop (i8x16.neg (local.get 0))))`],
  [
    "a function with more than one result",
    `(func (export "f") (result i32 i32) (i32.const 1) (i32.const 2))`,
  ],
])("%s ends the build", (what, func) => {
  expect(() => made(`(module ${head} ${func})`, {})).toThrow(what);
});
