import fc from "fast-check";
import { expect, it } from "vitest";
import { AuditFault } from "../bytes";
import { writeCanonical } from "../json";
import { hardText } from "../json/testing/arbitraries";
import { MAX_RECORD_BYTES } from "./limits";
import { LINE, RECORD_AT } from "./line";
import { written } from "./testing/written";
import { writeSha256, writeText } from "./text";

it("writes texts as the generic writer does", () => {
  fc.assert(
    fc.property(fc.oneof(hardText, fc.string({ unit: "binary-ascii" })), (text) => {
      const isWellFormed = !/\p{Surrogate}/u.test(text);
      expect(written(writeText, text)).toBe(isWellFormed ? writeCanonical(text) : undefined);
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 3000) },
  );
});

it("takes a text of any length at any place, with one character that needs more at any place of it", () => {
  for (let length = 1; length < 70; length++)
    for (let at = 0; at < length; at++)
      for (const odd of ["a", " ", "~", "\u007f", '"', "\\", "\n", "\u001f", "\u0080", "é", "\u2028", "😀"]) {
        const text = "x".repeat(at) + odd + "x".repeat(length - at - 1);
        const end = writeText(text, RECORD_AT + at);
        const line = new TextDecoder().decode(LINE.subarray(RECORD_AT + at, end));
        if (line !== writeCanonical(text)) expect(line).toBe(writeCanonical(text));
      }
});

it("takes a hash of lowercase digits, and nothing else at any place of it", () => {
  const digits = "0123456789abcdef".repeat(4);
  for (let at = 0; at < 64; at++)
    for (let code = 0; code < 260; code++) {
      const character = String.fromCharCode(code);
      const line = written(writeSha256, digits.slice(0, at) + character + digits.slice(at + 1));
      if ((line !== undefined) !== /[0-9a-f]/.test(character))
        expect([at, code, line]).toBe("as the digits are");
    }
  expect(written(writeSha256, digits)).toBe(`"${digits}"`);
  expect(["", digits.slice(1), `${digits}0`].map((wrong) => written(writeSha256, wrong))).toEqual(
    Array(3).fill(undefined),
  );
});

it("refuses half a surrogate pair", () => {
  for (const text of ["abc\ud800", `${"a".repeat(40)}\udc00`])
    expect(written(writeText, text)).toBeUndefined();
});

it("says what is too large, and has room for the longest escapes that it takes", () => {
  expect(() => writeText("a".repeat(MAX_RECORD_BYTES), RECORD_AT)).toThrow(AuditFault);
  const half = writeText("a".repeat(MAX_RECORD_BYTES / 2), RECORD_AT);
  const end = writeText("\u0000".repeat(MAX_RECORD_BYTES / 2 - 4), half);
  expect(end).toBe(half + 6 * (MAX_RECORD_BYTES / 2 - 4) + 2);
  expect(() => writeText("", end)).toThrow(AuditFault);
  expect(() => writeSha256("0".repeat(64), end)).toThrow(AuditFault);
});
