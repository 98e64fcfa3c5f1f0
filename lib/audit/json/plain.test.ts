import { expect, it } from "vitest";
import { noDigitIn, PLAIN, unusualIn } from "./plain";

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
