import fc from "fast-check";
import { parse } from "smol-toml";
import { describe, expect, it } from "vitest";
import { anyText, tomlSoup } from "../testing/arbitrary-spec";
import { MAX_STRUCTURE, MAX_TEXT_CHARACTERS, MAX_VALUES } from "./limits";
import { readToml, type TomlFaultKind } from "./read-toml";

const faultOf = (input: string | Uint8Array) => {
  const result = readToml(input);
  return result.ok ? null : result.fault;
};

describe("two readers", () => {
  it.each<[string, string]>([
    ["a day that does not exist", "a = 2021-02-29"],
    ["a bare carriage return between lines", "\ra = 1"],
    ["a bare carriage return in a text of several lines", 'a = """\r"""'],
  ])("refuse what only one of them takes: %s", (_, text) => {
    expect(faultOf(text)?.kind).toBe("disagreement");
    expect(faultOf(text)?.message).toMatch(/^Two readers of TOML disagree here, one of them says: .*\.$/);
  });

  it.each([
    "a = 1",
    "a = [1, 2.0]",
    "[a]\n[[a.b]]\nc = 1979-05-27T07:32:00.999999Z",
    "a.b = 1\na.c = 2",
    "a = {b = 1,\n c = 2,}",
    "'' = 1",
    "a = 07:32",
  ])("take what both take: %j", (text) => {
    expect(readToml(text).ok).toBe(true);
  });

  it("refuse whatever the first one refuses, and agree with it on everything else", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, tomlSoup), (text) => {
        const accepted = readToml(text).ok;
        let alone = true;
        try {
          parse(text);
        } catch {
          alone = false;
        }
        if (!alone) expect(accepted).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe("faults", () => {
  it.each<[TomlFaultKind, string | Uint8Array, number]>([
    ["syntax", "a = foo", 4],
    ["syntax", "a = 1\na = 2\n", 6],
    ["syntax", "a = [1 2]", 7],
    ["not-text", new Uint8Array([0x61, 0x62, 0xc3, 0x28]), 2],
    ["not-text", "ab\udc00", 2],
    ["too-large", "a".repeat(2 ** 20 + 1), 0],
    ["too-large", "é".repeat(2 ** 19 + 1), 0],
    ["too-large", new Uint8Array(2 ** 20 + 1), 0],
    ["too-much", ",".repeat(MAX_STRUCTURE + 1), 0],
    ["too-much", `a = [${"1,".repeat(MAX_VALUES)}]`, 0],
    ["too-much", `a = "${"x".repeat(MAX_TEXT_CHARACTERS + 1)}"`, 0],
    ["too-much", `a = 0.${"1".repeat(500_000)}`, 0],
  ])("%s, at its place", (kind, input, start) => {
    expect(faultOf(input)).toMatchObject({ kind, span: { start } });
  });

  it("mark nothing across the end of a line, and nothing outside the text", () => {
    expect(faultOf('a = "x\nb')?.span).toEqual({ start: 6, end: 6 });
    expect(faultOf("a =")?.span).toEqual({ start: 3, end: 3 });
  });

  it("skip a byte order mark without shifting anything", () => {
    expect(faultOf("\ufeffa = foo")?.span.start).toBe(5);
    expect(readToml("\ufeffa = 1").ok).toBe(true);
    expect(readToml("a\ufeff = 1").ok).toBe(false);
  });
});
