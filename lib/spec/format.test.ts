import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { format } from "./format";
import { AEGIS_RUNTIME_SPEC } from "./testing/aegis-runtime";
import { anyText } from "./testing/arbitrary-spec";
import { EVERY_KEY_SPEC } from "./testing/every-key";
import { readToml } from "./toml/read-toml";
import { sameTree } from "./toml/same-tree";

describe("layout", () => {
  it("sets spaces, blank lines and the final newline", () => {
    const untidy =
      "# top\nspec=1   # v\n\n\n\n[ agent ]\nname   =   'x'\n# about files\n[capabilities.filesystem]\nread=[ '/a','/b' ]";
    expect(format(untidy).text).toBe(
      "# top\nspec = 1 # v\n\n[agent]\nname = 'x'\n\n# about files\n[capabilities.filesystem]\nread = ['/a', '/b']\n",
    );
  });

  it("keeps comments where they are, inside lists too", () => {
    const text = 'a = ["/a",   "/b" , # why\n# own\n "/c" # last\n]\n';
    expect(format(text).text).toBe('a = [\n  "/a",\n  "/b", # why\n  # own\n  "/c", # last\n]\n');
  });

  it("breaks a list that does not fit, and joins one that does", () => {
    const long = `a = [${Array.from({ length: 12 }, (_, index) => `"element number ${index}"`).join(",")}]`;
    expect(format(long).text.split("\n")).toHaveLength(15);
    expect(format("a = [\n1,\n2,\n]").text).toBe("a = [1, 2]\n");
  });

  it("spells values as they were spelt", () => {
    expect(format("a=0x_F\n").changed).toBe(false);
    expect(format("a=0xF\nb='''x\n y'''\nc.\"d e\"={x=+1.0,y=[ ]}").text).toBe(
      "a = 0xF\nb = '''x\n y'''\nc.\"d e\" = { x = +1.0, y = [] }\n",
    );
  });

  it("keeps an inline table with comments as it is", () => {
    const text = "a = {\n  b = 1, # one\n  c = 2\n}\n";
    expect(format(text)).toEqual({ text, changed: false });
  });

  it("leaves what is no TOML alone", () => {
    expect(format("a = foo")).toEqual({ text: "a = foo", changed: false });
    expect(format("")).toEqual({ text: "", changed: false });
  });

  it.each(["help-desk", "hostile", "report-writer", "web-fetcher"])(
    "finds the example %s laid out",
    (name) => {
      const text = readFileSync(new URL(`../../public/examples/${name}/agent.toml`, import.meta.url), "utf8");
      expect(format(text).text).toBe(text);
    },
  );

  it("finds the spec with every key laid out, and spaces the other one", () => {
    expect(format(EVERY_KEY_SPEC).changed).toBe(false);
    expect(format(AEGIS_RUNTIME_SPEC).text.split("\n\n").length).toBe(9);
  });
});

describe("promises", () => {
  const untidy = anyText.chain((text) =>
    fc.array(fc.nat(), { maxLength: 6 }).map((places) =>
      places.reduce((result, place) => {
        const at = result.length === 0 ? 0 : place % result.length;
        return result[at] === "\n" || result[at] === " "
          ? `${result.slice(0, at)}  ${result.slice(at)}`
          : result;
      }, text),
    ),
  );

  it("means the same afterwards, and a second time changes nothing", () => {
    fc.assert(
      fc.property(untidy, (text) => {
        const once = format(text);
        const [before, after] = [readToml(text), readToml(once.text)];
        expect(after.ok).toBe(before.ok);
        if (before.ok && after.ok) expect(sameTree(before.root, after.root)).toBe(true);
        expect(format(once.text).changed).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it("loses no comment", () => {
    const comments = (text: string) => [...text.matchAll(/# c[0-9]+/g)].map(([comment]) => comment);
    fc.assert(
      fc.property(fc.array(fc.nat(200), { maxLength: 10 }), (places) => {
        const lines = EVERY_KEY_SPEC.split("\n");
        for (const [index, place] of places.entries()) lines[place % lines.length] += `   # c${index}`;
        const text = lines.join("\n");
        expect(comments(format(text).text)).toEqual(comments(text));
      }),
      { numRuns: 100 },
    );
  });
});
