import { expect, it } from "vitest";
import { fromUtf8, utf8 } from "./utf8";

it("gives back what it was given, also a byte order mark", () => {
  for (const text of ["", "a", "é😀", "\ufeffa", "a\u0000b"]) expect(fromUtf8(utf8(text))).toBe(text);
});

it.each([[[0xff]], [[0xc0, 0x80]], [[0xed, 0xa0, 0x80]], [[0xf4, 0x90, 0x80, 0x80]], [[0xe2, 0x82]]])(
  "refuses the bytes %j, which are no text",
  (bytes) => expect(fromUtf8(Uint8Array.from(bytes))).toBeUndefined(),
);
