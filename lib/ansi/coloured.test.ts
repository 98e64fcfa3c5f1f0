import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ColouredText } from "./coloured";

const ESC = "\u001b";
const RUNS = Number(process.env.PROPERTY_RUNS ?? 300);
const COLOURS = new RegExp(`${ESC}\\[[0-9;]*m`, "g");
const PLAIN = `${ESC}[0m`;
const bytes = (text: string) => new TextEncoder().encode(text);

/** Bytes as an attacker picks them: openers and finals of sequences, halves of letters, and anything. */
const hostile = fc
  .array(
    fc.oneof(
      fc
        .constantFrom(ESC, `${ESC}[`, `${ESC}]52;c;`, `${ESC}P`, "\u009b", "\u009d", "\u0007", `${ESC}\\`)
        .map(bytes),
      fc
        .constantFrom("31m", "8m", "0m", "2J", "A", "H", "?1049h", "6n", "\n", "\r", "\b", "é", "漢", "😀")
        .map(bytes),
      fc.constantFrom(0x80, 0x9b, 0x9d, 0xc2, 0xe2, 0xf0, 0xff).map((byte) => Uint8Array.of(byte)),
      fc.uint8Array({ maxLength: 12 }),
    ),
    { maxLength: 40 },
  )
  .map((all) => Uint8Array.from(all.flatMap((part) => [...part])));

function inPieces(all: Uint8Array, cuts: readonly number[]): string[] {
  const stream = new ColouredText();
  const places = [0, ...cuts.map((cut) => cut % (all.length + 1)).toSorted((a, b) => a - b), all.length];
  const pieces = places.slice(1).map((end, index) => stream.write(all.subarray(places[index], end)));
  return [...pieces, stream.end()];
}

describe("what a program prints beside somebody else", () => {
  it("is text, lines and colours", () => {
    const stream = new ColouredText();
    expect(stream.write(bytes(`a\tb\n${ESC}[1;32mgreen${ESC}[m.\r\b`))).toBe(
      `a\tb\n${ESC}[0;1;32mgreen${PLAIN}.\r\b`,
    );
  });

  it("goes on in its colour, and leaves the screen plain in between", () => {
    const stream = new ColouredText();
    expect(stream.write(bytes(`${ESC}[31mred`))).toBe(`${ESC}[0;31mred${PLAIN}`);
    expect(stream.write(bytes("still"))).toBe(`${ESC}[0;31mstill${PLAIN}`);
    expect(stream.write(bytes(`${ESC}[0mplain`))).toBe(`${ESC}[0;31m${PLAIN}plain`);
    expect(stream.write(bytes("plain"))).toBe("plain");
  });

  it("moves nothing, and erases nothing", () => {
    const [text] = inPieces(
      bytes(`one\n${ESC}[A${ESC}[2K${ESC}[1Gtwo${ESC}[5G${ESC}[J${ESC}M${ESC}[1;1H`),
      [],
    );
    expect(text).toBe("one\n\rtwo");
  });

  it("waits for the rest of a letter, and shows a sign where none comes", () => {
    const stream = new ColouredText();
    const [first, ...rest] = bytes("é");
    expect(stream.write(Uint8Array.of(first as number))).toBe("");
    expect(stream.write(Uint8Array.from(rest))).toBe("é");
    stream.write(Uint8Array.of(0xe2, 0x82));
    expect(stream.end()).toBe("\ufffd");
  });

  it("takes a byte that is no text for nothing else", () => {
    expect(inPieces(Uint8Array.of(0x9b, 0x32, 0x4a, 0x9d), []).join("")).toBe("\ufffd2J\ufffd");
  });

  it("has no control character but colours, lines and what stays in the row, whatever the bytes and the pieces", () => {
    fc.assert(
      fc.property(hostile, fc.array(fc.nat(400), { maxLength: 6 }), (all, cuts) => {
        for (const piece of inPieces(all, cuts)) {
          const rest = piece.replace(COLOURS, "").replace(/[\n\r\t\b]/g, "");
          expect(rest).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("ends every piece plain, so that nothing after it takes on its look or is taken for its rest", () => {
    fc.assert(
      fc.property(hostile, fc.array(fc.nat(400), { maxLength: 6 }), (all, cuts) => {
        for (const piece of inPieces(all, cuts)) {
          const colours = piece.match(COLOURS);
          if (colours) expect(colours.at(-1)).toBe(PLAIN);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("says the same in whatever pieces it comes", () => {
    fc.assert(
      fc.property(hostile, fc.array(fc.nat(400), { maxLength: 6 }), (all, cuts) => {
        const said = (pieces: readonly string[]) => pieces.join("").replace(COLOURS, "");
        expect(said(inPieces(all, cuts))).toBe(said(inPieces(all, [])));
      }),
      { numRuns: RUNS },
    );
  });
});
