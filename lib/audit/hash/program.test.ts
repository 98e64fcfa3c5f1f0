import { expect, it } from "vitest";
import { blockModule, INITIAL_STATE, nodesModule } from "./program";

it("has the constants of FIPS 180-4 and makes modules that the platform takes", () => {
  expect(INITIAL_STATE.map((word) => (word >>> 0).toString(16))).toEqual([
    "6a09e667",
    "bb67ae85",
    "3c6ef372",
    "a54ff53a",
    "510e527f",
    "9b05688c",
    "1f83d9ab",
    "5be0cd19",
  ]);
  expect([WebAssembly.validate(blockModule()), WebAssembly.validate(nodesModule())]).toEqual([true, true]);
});

it("makes the same program every time", () => {
  expect(blockModule()).toEqual(blockModule());
});
