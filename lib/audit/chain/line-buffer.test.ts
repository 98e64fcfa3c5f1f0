import { expect, it } from "vitest";
import { fromUtf8 } from "../bytes";
import { MAX_RECORD_BYTES } from "../record";
import { LineBuffer } from "./line-buffer";

it("keeps every line for good, behind the prefix of a leaf while it is hashed", () => {
  const buffer = new LineBuffer();
  const lines = Array.from({ length: 2000 }, (_, i) => `${"é".repeat(i % 700)}${i}`);
  const kept = lines.map((line) => {
    const prefixed = buffer.encode(line);
    expect([prefixed[0], fromUtf8(prefixed.subarray(1))]).toEqual([0, line]);
    return buffer.keep(prefixed.length - 1);
  });
  expect(kept.map(fromUtf8)).toEqual(lines);
});

it("refuses a line that is longer than a record may be, by bytes", () => {
  const buffer = new LineBuffer();
  expect(buffer.encode("a".repeat(MAX_RECORD_BYTES)).length).toBe(MAX_RECORD_BYTES + 1);
  expect(() => buffer.encode("a".repeat(MAX_RECORD_BYTES + 1))).toThrow("larger");
  expect(() => buffer.encode("é".repeat(MAX_RECORD_BYTES / 2 + 1))).toThrow("larger");
  expect(() => buffer.encode("😀".repeat(MAX_RECORD_BYTES / 2))).toThrow("larger");
});
