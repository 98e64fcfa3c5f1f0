import binaryen from "binaryen";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withRoom } from "./room.mjs";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 60);
const STACK = 65_536;

/** Results out of loops, jumps over several blocks, returns in the middle; and who has a frame of its own, which is on top of the room. */
const EVERYTHING = `
  (func $f (export "f") (param $n i32) (param $w i64) (result f64)
    (local $i i32) (local $d f64) (local $frame i32)
    (global.set $sp (local.tee $frame (i32.sub (global.get $sp) (i32.const 32))))
    (call $note (global.get $sp))
    (i32.store (local.get $frame) (local.get $n))
    (if (i32.eqz (local.get $n)) (then
      (global.set $sp (i32.add (local.get $frame) (i32.const 32)))
      (return (f64.convert_i64_s (local.get $w)))))
    (block $out
      (loop $again
        (block $one (block $two
          (br_table $one $two $again $out (i32.rem_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 5))))
          (local.set $d (f64.add (local.get $d) (f64.const 1.5))))
        (br_if $again (i32.lt_u (local.get $i) (local.get $n)))))
    (local.set $d (f64.add (local.get $d) (call $g (i32.sub (local.get $n) (i32.const 1)) (local.get $w))))
    (call $note (i32.load (local.get $frame)))
    (global.set $sp (i32.add (local.get $frame) (i32.const 32)))
    (local.get $d))
  (func $g (param $n i32) (param $w i64) (result f64)
    (call $note (global.get $sp))
    (call $f (local.get $n) (i64.mul (local.get $w) (i64.const 3))))`;

interface Made {
  run(...values: (number | bigint)[]): unknown;
  readonly notes: number[];
  stackPointer(): number;
}

function made(funcs: string, room?: Parameters<typeof withRoom>[1] | "its own"): Made {
  const module = binaryen.parseText(`(module
    (import "m" "note" (func $note (param i32)))
    (memory 1) (global $sp (export "sp") (mut i32) (i32.const ${STACK})) ${funcs})`);
  const plain = module.emitBinary();
  module.dispose();
  const bytes = room === undefined ? plain : room === "its own" ? withRoom(plain) : withRoom(plain, room);
  const notes: number[] = [];
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes as BufferSource), {
    m: { note: (value: number) => notes.push(value) },
  });
  const { f, sp } = exports as Record<string, unknown>;
  return { run: f as Made["run"], notes, stackPointer: () => (sp as WebAssembly.Global).value as number };
}

/** How much of the stack is used where each of them notes it. */
function used(funcs: string): number[] {
  const { run, notes, stackPointer } = made(funcs, "its own");
  run(1);
  expect(stackPointer()).toBe(STACK);
  return notes.map((at) => STACK - at);
}

describe("a function with room", () => {
  test("does what it did, and leaves the stack as it was", () => {
    const [before, after] = [made(EVERYTHING), made(EVERYTHING, () => 100)];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30 }),
        fc.bigInt({ min: -(2n ** 40n), max: 2n ** 40n }),
        (n, w) => {
          for (const { notes } of [before, after]) notes.length = 0;
          expect(after.run(n, w)).toEqual(before.run(n, w));
          expect(after.stackPointer()).toBe(STACK);
          // 112 bytes more for each of them, as far as they are in each other; what is in the frames is the same.
          const shown = ({ notes }: Made) => notes.filter((value) => value <= n);
          expect(shown(after)).toEqual(shown(before));
          const deepest = ({ notes }: Made) => Math.min(...notes.filter((value) => value > n));
          expect(deepest(before) - deepest(after)).toBe((2 * n + 1) * 112);
        },
      ),
      { numRuns: RUNS },
    );
  });

  test("has it where it can call itself, by itself or by others", () => {
    const one = `(func $f (export "f") (param $n i32)
      (call $note (global.get $sp)) (if (local.get $n) (then (call $f (i32.const 0)))))`;
    expect(used(one)).toEqual([112, 224]);
    const two = `(func $f (export "f") (param $n i32) (call $note (global.get $sp)) (if (local.get $n) (then (call $g))))
      (func $g (call $f (i32.const 0)))`;
    expect(used(two)).toEqual([112, 336]);
    const none = `(func $f (export "f") (param $n i32) (call $note (global.get $sp)) (call $g))
      (func $g (call $note (global.get $sp)))`;
    expect(used(none)).toEqual([0, 0]);
  });

  test("has it where it hands on a value of the guest by a pointer", () => {
    const by = (type: string, value: string) => `(table funcref (elem $g)) (type $t (func (param ${type})))
      (func $f (export "f") (param $n i32) (call $note (global.get $sp)) (call_indirect (type $t) (${value}) (i32.const 0)))
      (func $g (type $t) (param ${type}) (call $note (global.get $sp)))`;
    expect(used(by("i64", "i64.const 1"))).toEqual([160, 160]);
    expect(used(by("i32", "i32.const 1"))).toEqual([0, 0]);
  });

  test("has less where it has a frame already", () => {
    const framed = `(func $f (export "f") (param $n i32) (local $here i32)
      (global.set $sp (local.tee $here (i32.sub (global.get $sp) (i32.const 48))))
      (call $note (global.get $sp)) (if (local.get $n) (then (call $f (i32.const 0))))
      (global.set $sp (i32.add (local.get $here) (i32.const 48))))`;
    expect(used(framed)).toEqual([112, 224]);
  });
});

test("what is half understood ends the build", () => {
  const unknown = `(func (export "f") (param v128) (drop (i8x16.neg (local.get 0))))`;
  expect(() => made(unknown, "its own")).toThrow("an instruction that is not known");
  const memory = binaryen.parseText(`(module (import "m" "memory" (memory 1)) (func))`).emitBinary();
  expect(() => withRoom(memory)).toThrow("an import that is not a function");
});
