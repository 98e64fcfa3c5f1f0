import { expect, it } from "vitest";
import { fromUtf8, utf8 } from "../bytes";
import { LineBuffer } from "./line-buffer";

it("keeps every line for good, behind the prefix of a leaf while it is hashed", () => {
  const buffer = new LineBuffer();
  const lines = Array.from({ length: 2000 }, (_, i) => `${"é".repeat(i % 700)}${i}`);
  const kept = lines.map((line) => {
    buffer.write((sink) => sink.put(utf8(line)));
    const prefixed = buffer.prefixed();
    expect([prefixed[0], fromUtf8(prefixed.subarray(1))]).toEqual([0, line]);
    return buffer.keep();
  });
  expect(kept.map(fromUtf8)).toEqual(lines);
});
