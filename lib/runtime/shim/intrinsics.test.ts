import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { copyOf, fill } from "./intrinsics";

describe("bytes of another realm", () => {
  it.each([
    ["new Uint8Array([1, 2, 3])", [1, 2, 3]],
    ["new Uint8Array([0, 1, 2, 3, 4]).subarray(1, 4)", [1, 2, 3]],
    ["new Uint8Array(new SharedArrayBuffer(2))", [0, 0]],
    [
      "Object.defineProperties(new Uint8Array([1]), { length: { value: 9 }, byteLength: { get: () => 9 } })",
      [1],
    ],
    ["Object.setPrototypeOf(new Uint8Array([1]), null)", [1]],
    ["class A extends Uint8Array { get length() { return 9 } }; new A([1])", [1]],
  ])("are what they are, and not what they say: %s", (text, bytes) => {
    const copy = copyOf(runInNewContext(text));
    expect(copy).toBeInstanceOf(Uint8Array);
    expect([...copy]).toEqual(bytes);
  });

  it.each([
    "[1, 2]",
    "'ab'",
    "({ length: 1, 0: 1 })",
    "new Proxy(new Uint8Array(1), {})",
    "null",
    "new ArrayBuffer(2)",
  ])("are nothing else: %s", (text) => {
    expect(() => copyOf(runInNewContext(text))).toThrow();
  });

  it("are copies", () => {
    const source = new Uint8Array([1, 2]);
    const copy = copyOf(source);
    source[0] = 9;
    expect([...copy]).toEqual([1, 2]);
    const target = runInNewContext("new Uint8Array(2)") as Uint8Array;
    fill(target, copy);
    expect([...target]).toEqual([1, 2]);
  });
});
