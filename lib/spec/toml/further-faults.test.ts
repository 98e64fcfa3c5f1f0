import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EVERY_KEY_SPEC } from "../testing/every-key";
import { readToml } from "./read-toml";

/** The lines of all mistakes. */
function linesOf(text: string): number[] {
  const read = readToml(text);
  if (read.ok) return [];
  return [read.fault, ...read.further].map(({ span }) => read.lines.range(span).start.line);
}

describe("mistakes behind the first one", () => {
  it.each<[string, string, number[]]>([
    ["values without quotes", "[agent]\nname = foo\nowner = me\nversion = '1'\nmodel = x\n", [2, 3, 5]],
    ["texts without an end", '[agent]\nname = "a\n[audit]\nretention = "1d\n', [2, 4]],
    [
      "a list without an end",
      '[capabilities.filesystem]\nread = [\n  "/a",\nwrite = ["/b"]\ndeny = x\n',
      [4, 5],
    ],
    ["a list without a comma", '[capabilities.filesystem]\nread = [\n  "/a"\n  "/b",\n]\ndeny = x\n', [4, 6]],
    ["lines that are nothing", "[agent]\nname 'a'\n[audit]\nhm\n", [2, 4]],
    // Without its header the keys of a section would be read as those of the one before.
    [
      "a header without an end",
      '[agent]\nname = "a"\n[audit\nname = "b"\nx = y\n[guards]\ninput = z\n',
      [3, 7],
    ],
  ])("%s", (_, text, expected) => {
    expect(linesOf(text)).toEqual(expected);
  });

  it.each([
    ["a text over several lines", 'a = x\nb = """\nc = d\n"""\n'],
    ["an open brace", "args = {\n  x = [1 2],\n  y = 1\n}\n"],
    ["what is defined twice", "[agent]\nname = 'a'\nname = 'b'\nname = 'c'\n"],
    [
      "a table that a lost header made",
      "[[test]\nname = 'a'\n[test.request]\nop = 'x'\n[[test]]\nname = 'b'\n",
    ],
  ])("are not guessed at behind %s", (_, text) => {
    expect(linesOf(text)).toHaveLength(1);
  });

  it("of single slips in a sound text there is no second one", () => {
    const starts = [...EVERY_KEY_SPEC.matchAll(/^/gm)].map(({ index }) => index);
    const slips = fc.tuple(
      fc.nat(EVERY_KEY_SPEC.length - 1),
      fc.constantFrom("", '"', "]", "[", "{", "}", ",", "=", "x", "\n", "'", "#"),
      fc.nat(1),
    );
    fc.assert(
      fc.property(slips, ([at, put, cut]) => {
        const text = EVERY_KEY_SPEC.slice(0, at) + put + EVERY_KEY_SPEC.slice(at + cut);
        expect(linesOf(text).length, text.slice(Math.max(0, at - 60), at + 60)).toBeLessThanOrEqual(1);
      }),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 400) },
    );
    expect(starts.length).toBeGreaterThan(50);
  });

  it("as many as there are lines at fault", () => {
    const lines = EVERY_KEY_SPEC.split("\n");
    const pairs = lines.flatMap((line, index) => (/^[a-z_]+ = [^[{]*$/.test(line) ? [index] : []));
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...pairs), { minLength: 1, maxLength: 4 }), (broken) => {
        const text = lines.map((line, index) => (broken.includes(index) ? line.replace("=", "= @") : line));
        const expected = broken.map((index) => index + 1).sort((a, b) => a - b);
        expect(linesOf(text.join("\n"))).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });
});
