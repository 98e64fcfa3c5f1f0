import { expect, it } from "vitest";
import { fourOf, noDigitIn, PLAIN, unusualIn } from "./plain";

/** Every byte at each of the four places, beside every one of some others. */
function* words(): Generator<{ readonly bytes: readonly number[]; readonly word: number }> {
  const view = new DataView(new ArrayBuffer(4));
  for (const beside of [0x00, 0x1f, 0x20, 0x22, 0x30, 0x61, 0x7f, 0x80, 0xff])
    for (let place = 0; place < 4; place++)
      for (let byte = 0; byte < 256; byte++) {
        const bytes = [beside, beside, beside, beside];
        bytes[place] = byte;
        for (const [i, each] of bytes.entries()) view.setUint8(i, each);
        yield { bytes, word: view.getInt32(0, true) };
      }
}

it("sees among four bytes one that does not stand for itself", () => {
  const isUnusual = (byte: number) => byte < 0x20 || byte > 0x7f || byte === 0x22 || byte === 0x5c;
  for (const { bytes, word } of words())
    if ((unusualIn(word) !== 0) !== bytes.some(isUnusual)) expect(bytes).toBe("seen as they are");
  expect(Array.from(PLAIN, (plain) => plain === 0)).toEqual(Array.from(PLAIN, (_, byte) => isUnusual(byte)));
});

it("sees among four bytes one that is no lowercase hexadecimal digit", () => {
  const isDigit = (byte: number) => /^[0-9a-f]$/.test(String.fromCharCode(byte));
  for (const { bytes, word } of words())
    if ((noDigitIn(word) === 0) !== bytes.every(isDigit)) expect(bytes).toBe("seen as they are");
});

it("makes a number of four characters, and an unusual one where they are not ASCII", () => {
  const view = new DataView(new ArrayBuffer(8));
  new TextEncoder().encodeInto("012azAZ~", new Uint8Array(view.buffer));
  for (let at = 0; at <= 4; at++) expect(fourOf("012azAZ~", at)).toBe(view.getInt32(at, true));
  for (let place = 0; place < 4; place++)
    for (const code of [0x80, 0xff, 0x100, 0x130, 0x2030, 0x3030, 0xd800, 0xffff]) {
      const text = `${"a".repeat(place)}${String.fromCharCode(code)}${"a".repeat(3 - place)}`;
      expect(unusualIn(fourOf(text, 0))).not.toBe(0);
    }
});
