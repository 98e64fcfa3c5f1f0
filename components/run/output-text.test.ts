import { expect, it } from "vitest";
import { OutputText } from "./output-text";

const bytes = (text: string) => new TextEncoder().encode(text);

it("joins what one stream says in a row, and characters that come in halves", () => {
  const output = new OutputText();
  const sign = bytes("é");
  output.add("stdout", bytes("one "));
  output.add("stdout", sign.subarray(0, 1));
  output.add("stderr", bytes("oops"));
  output.add("stdout", sign.subarray(1));
  expect(output.pieces).toEqual([
    { stream: "stdout", text: "one " },
    { stream: "stderr", text: "oops" },
    { stream: "stdout", text: "é" },
  ]);
});

it("keeps the last of it, and says how much it does not keep", () => {
  const output = new OutputText();
  for (let i = 0; i < 30; i++) output.add(i % 2 ? "stdout" : "stderr", bytes(String(i % 10).repeat(10_000)));
  const kept = output.pieces.map(({ text }) => text).join("");
  expect(kept.length).toBe(256 * 1024);
  expect(output.dropped).toBe(300_000 - 256 * 1024);
  expect(kept.endsWith("9".repeat(10_000))).toBe(true);
});
