import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AnsiReader, type AnsiToken } from "./read";

const ESC = "\u001b";
const anyUnit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
const read = (text: string) => new AnsiReader().read(text);
const said = (tokens: readonly AnsiToken[]) =>
  tokens.map((token) => (token.kind === "text" ? token.text : token.kind === "line" ? "\n" : "")).join("");
/** As one token where it came in pieces. */
function joined(tokens: readonly AnsiToken[]): AnsiToken[] {
  const all: AnsiToken[] = [];
  for (const token of tokens) {
    const last = all.at(-1);
    if (token.kind !== "text" || last?.kind !== "text") all.push(token);
    else all[all.length - 1] = { kind: "text", text: last.text + token.text };
  }
  return all;
}

describe("what a program writes", () => {
  it("is text, lines, colours and moves", () => {
    expect(read(`a\tb\r\n${ESC}[1;31mred${ESC}[0m${ESC}[2A${ESC}[K${ESC}[3G\b${ESC}[J`)).toEqual([
      { kind: "text", text: "a" },
      { kind: "tab" },
      { kind: "text", text: "b" },
      { kind: "return" },
      { kind: "line" },
      { kind: "style", style: { bold: true, fg: 1 } },
      { kind: "text", text: "red" },
      { kind: "style", style: {} },
      { kind: "move", to: "up", by: 2 },
      { kind: "erase", what: "to-end" },
      { kind: "column", at: 3 },
      { kind: "back" },
      { kind: "erase", what: "below" },
    ]);
  });

  it.each([
    ["a title", `${ESC}]0;root\u0007`],
    ["the clipboard", `${ESC}]52;c;cm0gLXJmIC8=${ESC}\\`],
    ["a link", `${ESC}]8;;https://evil.example/${ESC}\\`],
    ["a query", `${ESC}[6n${ESC}[c${ESC}[>c${ESC}[?1$p`],
    ["an answer from the status", `${ESC}P$qm${ESC}\\`],
    ["a reset", `${ESC}c${ESC}[!p`],
    ["modes", `${ESC}[?1049h${ESC}[?1000h${ESC}[?25l${ESC}[4h${ESC}[20h`],
    ["absolute places", `${ESC}[1;1H${ESC}[5d${ESC}[2;3f`],
    ["erasing all", `${ESC}[2J${ESC}[3J${ESC}[1J`],
    ["scrolling", `${ESC}[1;5r${ESC}[3S${ESC}[3T${ESC}M${ESC}D${ESC}E`],
    ["lines and letters put in", `${ESC}[3L${ESC}[3M${ESC}[3P${ESC}[3@${ESC}[3X${ESC}[9b`],
    ["saved places", `${ESC}7${ESC}8${ESC}[s${ESC}[u`],
    ["character sets", `${ESC}(0${ESC})B${ESC}#8\u000e\u000f`],
    ["hidden text", `${ESC}[8m`],
    ["an image", `${ESC}Pq#0;2;0;0;0~${ESC}\\${ESC}_Ga=T;AAAA${ESC}\\`],
    ["a bell and the like", "\u0000\u0005\u0007\u007f"],
    ["the same in one character", "\u009b6n\u009d52;c;eA==\u009c\u0090$qm\u009c"],
    ["a window", `${ESC}[8;1;1t${ESC}[21t`],
  ])("is not %s", (_, text) => {
    expect(joined(read(`before${text}after`))).toEqual([{ kind: "text", text: "beforeafter" }]);
  });

  it("hides nothing behind a string or a sequence that is never closed", () => {
    expect(said(read(`${ESC}]0;title\nshown`))).toBe("\nshown");
    expect(said(read(`${ESC}[31\nshown`))).toBe("\nshown");
    expect(said(read(`${ESC}P${"x".repeat(5000)}shown`))).toMatch(/x+shown$/);
    expect(said(read(`${ESC}[${"1;".repeat(500)}mshown`))).toMatch(/shown$/);
  });

  it("cannot be turned around", () => expect(said(read("a\u202eb\u2067c"))).toBe("a\ufffdb\ufffdc"));

  it("is the same in whatever pieces it comes", () => {
    const unit = fc.constantFrom(ESC, "[", "]", ";", "3", "1", "m", "A", "K", "\n", "\u0007", "x", "é", "\\");
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), fc.nat(60), (text, at) => {
        const reader = new AnsiReader();
        const pieces = [...reader.read(text.slice(0, at)), ...reader.read(text.slice(at))];
        expect(joined(pieces)).toEqual(joined(read(text)));
      }),
    );
  });

  it("is tokens without control characters, whatever it is", () => {
    const runs = Number(process.env.PROPERTY_RUNS ?? 300);
    const hostile = fc.constantFrom(
      ESC,
      `${ESC}[`,
      `${ESC}]`,
      "\u009b",
      "\u009d",
      ";",
      "9".repeat(30),
      "m",
      "H",
    );
    const text = fc.array(fc.oneof(hostile, fc.string({ unit: anyUnit }))).map((all) => all.join(""));
    fc.assert(
      fc.property(text, (all) => {
        for (const token of read(all)) {
          if (token.kind === "text") expect(token.text).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
          if (token.kind === "move") expect(token.by).toBeLessThanOrEqual(9999);
        }
      }),
      { numRuns: runs },
    );
  });
});
