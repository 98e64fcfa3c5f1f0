import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseArguments } from "./arguments";

describe("arguments", () => {
  it.each([
    ["", []],
    ["  one\ttwo  ", ["one", "two"]],
    ["--name='a b' \"c d\"", ["--name=a b", "c d"]],
    ["'' \"\"", ["", ""]],
    ["a\\ b \\'", ["a b", "'"]],
    ['"a\\"b\\n" \'a\\b\'', ['a"b\\n', "a\\b"]],
    ["$HOME *.ts ~ `x` ; | &", ["$HOME", "*.ts", "~", "`x`", ";", "|", "&"]],
  ])("of %j", (text, words) => expect(parseArguments(text)).toEqual({ ok: true, words }));

  it.each([["'open"], ['a "b'], ["end\\"]])("are none in %j, and why", (text) => {
    expect(parseArguments(text)).toMatchObject({ ok: false, why: expect.stringMatching(/\.$/) });
  });

  it("can be any words, each in quotes", () => {
    const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;
    fc.assert(
      fc.property(fc.array(fc.string()), (words) => {
        expect(parseArguments(words.map(quoted).join(" "))).toEqual({ ok: true, words });
      }),
    );
  });

  it("of any text are words or a reason", () => {
    fc.assert(fc.property(fc.string(), (text) => void parseArguments(text).ok));
  });
});
