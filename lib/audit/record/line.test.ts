import { expect, it } from "vitest";
import { LEAF_PREFIX } from "../hash";
import { LINE, putBraces, putByte, putBytes, RECORD_AT } from "./line";

const textOf = (from: number, end: number) => new TextDecoder().decode(LINE.subarray(from, end));

it("has the prefix of a leaf in front of a record", () => {
  expect(Array.from(LINE.subarray(0, RECORD_AT))).toEqual([LEAF_PREFIX]);
});

it("takes bytes one behind the other", () => {
  const end = putByte(0x21, putBytes(new TextEncoder().encode("é"), putByte(0x23, 7)));
  expect([end, textOf(7, end)]).toEqual([11, "#é!"]);
});

it("puts braces around members, of which the first one has a comma in front, or around none", () => {
  const members = new TextEncoder().encode(',"a":1,"b":2');
  const end = putBraces(5, putBytes(members, 5));
  expect(textOf(5, end)).toBe('{"a":1,"b":2}');
  expect(textOf(5, putBraces(5, 5))).toBe("{}");
});
