import { expect, it } from "vitest";
import { INITIAL_STATE, ROUND_CONSTANTS } from "./rounds";

const hex = (words: readonly number[]) => words.map((word) => (word >>> 0).toString(16).padStart(8, "0"));

it("has the constants of FIPS 180-4", () => {
  const initial = [
    "6a09e667",
    "bb67ae85",
    "3c6ef372",
    "a54ff53a",
    "510e527f",
    "9b05688c",
    "1f83d9ab",
    "5be0cd19",
  ];
  expect(hex(INITIAL_STATE)).toEqual(initial);
  expect(ROUND_CONSTANTS).toHaveLength(64);
  expect(hex(ROUND_CONSTANTS.slice(0, 4))).toEqual(["428a2f98", "71374491", "b5c0fbcf", "e9b5dba5"]);
  expect(hex(ROUND_CONSTANTS.slice(-4))).toEqual(["90befffa", "a4506ceb", "bef9a3f7", "c67178f2"]);
});
