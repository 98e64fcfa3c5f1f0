import { expect, it } from "vitest";
import { toHex } from "./colour";

it.each([
  ["rgb(0, 0, 0)", "#000000"],
  ["rgb(253, 253, 251)", "#fdfdfb"],
  ["rgba(20, 24, 28, 0.14)", "#14181c24"],
  ["rgba(1, 2, 3, 1)", "#010203"],
  ["", "#000000"],
])("%s is %s", (computed, hex) => {
  expect(toHex(computed)).toBe(hex);
});
