import { expect, test } from "vitest";
import { joinBytes } from "../../bytes";
import { readExtras } from "./extras";
import { viewOf } from "./layout";

function extra(id: number, ...values: readonly bigint[]): Uint8Array {
  const bytes = new Uint8Array(4 + 8 * values.length);
  const view = viewOf(bytes);
  view.setUint16(0, id, true);
  view.setUint16(2, 8 * values.length, true);
  for (const [i, value] of values.entries()) view.setBigUint64(4 + 8 * i, value, true);
  return bytes;
}
const DATE = extra(0x5455, 7n);

test("sizes and places are read where they are expected, between what is harmless", () => {
  expect(readExtras(new Uint8Array(0), 0)).toEqual([]);
  expect(readExtras(DATE, 0)).toEqual([]);
  expect(readExtras(joinBytes([DATE, extra(1, 5n, 2n ** 40n), DATE]), 2)).toEqual([5, 2 ** 40]);
});

test.each<[string, Uint8Array, number, string]>([
  ["where none are expected", extra(1, 5n), 0, "neither date nor owner"],
  ["none where some are", DATE, 1, "nowhere told"],
  ["fewer", extra(1, 5n), 2, "nowhere told"],
  ["more", extra(1, 5n, 6n), 1, "nowhere told"],
  ["twice", joinBytes([extra(1, 5n), extra(1, 6n)]), 1, "neither date nor owner"],
  ["a part of one", Uint8Array.of(1, 0, 9, 0, ...new Uint8Array(9)), 1, "cut off"],
  ["more than a number here can be", extra(1, 2n ** 53n), 1, "beyond its end"],
  ["the length of another field", extra(1, 5n).subarray(0, 9), 1, "cut off"],
])("refused: %s", (_what, bytes, expected, why) => {
  expect(() => readExtras(bytes, expected)).toThrow(why);
});
