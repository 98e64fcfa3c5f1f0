import fc from "fast-check";
import { expect, it } from "vitest";
import { writeCanonical } from "../json";
import { hardText, wholeNumber } from "../json/testing/arbitraries";
import { MAX_RECORD_BYTES } from "./limits";
import { Sink } from "./sink";

const textOf = (sink: Sink) => new TextDecoder().decode(sink.bytes.subarray(0, sink.at));

it("writes texts and numbers as the generic writer does", () => {
  const sink = new Sink();
  fc.assert(
    fc.property(fc.oneof(hardText, fc.string({ unit: "binary-ascii" })), wholeNumber, (text, number) => {
      if (/\p{Surrogate}/u.test(text)) return;
      sink.start(0);
      expect(sink.text(text)).toBe(true);
      sink.byte(0x2c);
      sink.integer(number);
      expect(textOf(sink)).toBe(`${writeCanonical(text)},${writeCanonical(number)}`);
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 3000) },
  );
  for (const number of [0, 9, 10, 99, 100, 2 ** 31 - 1, 2 ** 31, 10 ** 9, 10 ** 15]) {
    sink.start(0);
    sink.integer(number);
    expect(textOf(sink)).toBe(String(number));
  }
});

it("takes a text of any length, with one character that needs more at any place of it", () => {
  const sink = new Sink();
  for (let length = 1; length < 70; length++)
    for (let at = 0; at < length; at++)
      for (const odd of ["a", " ", "~", "\u007f", '"', "\\", "\n", "\u001f", "\u0080", "é", "\u2028", "😀"]) {
        const text = "x".repeat(at) + odd + "x".repeat(length - at - 1);
        sink.start(at);
        expect(sink.text(text)).toBe(true);
        expect(textOf(sink).slice(at)).toBe(writeCanonical(text));
      }
});

it("takes a hash of lowercase digits, and nothing else at any place of it", () => {
  const sink = new Sink();
  const digits = "0123456789abcdef".repeat(4);
  for (let at = 0; at < 64; at++)
    for (let code = 0; code < 260; code++) {
      const character = String.fromCharCode(code);
      sink.start(0);
      const taken = sink.hash(digits.slice(0, at) + character + digits.slice(at + 1));
      if (taken !== /[0-9a-f]/.test(character)) expect([at, code, taken]).toBe("as the digits are");
    }
  sink.start(0);
  expect([sink.hash(digits), textOf(sink)]).toEqual([true, `"${digits}"`]);
  expect(["", digits.slice(1), `${digits}0`].map((wrong) => sink.hash(wrong))).toEqual([false, false, false]);
});

it("writes nothing of half a surrogate pair", () => {
  const sink = new Sink();
  for (const text of ["abc\ud800", `${"a".repeat(40)}\udc00`])
    expect([sink.text(text), sink.at, sink.isFull]).toEqual([false, 0, false]);
});

it("says that it is full, and has room for the longest escapes that it takes", () => {
  const sink = new Sink();
  expect([sink.text("a".repeat(MAX_RECORD_BYTES)), sink.isFull]).toEqual([false, true]);
  sink.start(0);
  expect(sink.text("a".repeat(MAX_RECORD_BYTES / 2))).toBe(true);
  expect(sink.text("\u0000".repeat(MAX_RECORD_BYTES / 2 - 3))).toBe(true);
  expect(textOf(sink).length).toBe(sink.at);
  expect(sink.text("")).toBe(false);
});
