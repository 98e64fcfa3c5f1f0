import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { faultOfName, normalName } from "./path";

const anyUnit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
const nearly = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: anyUnit }),
  fc.string({ unit: fc.constantFrom(..."aä漢é /._-( \u0301\u202e\u200d\ufe0f😀") }),
);

describe("faultOfName", () => {
  it.each([
    ...["notes.md", "data/y.csv", "a/b/c.txt", ".env", "..a", "a..b/-", "__proto__"],
    ...[
      "ä.md",
      "Übersicht (2).md",
      "報告/三月.csv",
      "отчёт.txt",
      "نص.txt",
      "हिन्दी.md",
      "été & hiver.md",
      "😀.txt",
      "a b",
    ],
  ])("takes %s", (path) => {
    expect(faultOfName(path)).toBeNull();
  });
  it.each([
    ...[
      "",
      "/x",
      "../x",
      "a/../b",
      "a/..",
      "a//b",
      "a/",
      "./a",
      "a\\b",
      "C:x",
      "a\0b",
      "a\n",
      "a#b",
      "a%20b",
      "a?b",
    ],
    ...[
      "a ",
      " a",
      "a/ b",
      "a  b",
      "a\u00a0b",
      "e\u0301.md",
      "a\u202egpj.exe",
      "a\u200bb",
      "a\u2066b",
      "\ud800",
    ],
    ...[
      "\u3164",
      "a\u00ad",
      "a\ufe0f",
      "a\u{e0041}",
      "漢".repeat(86),
      "x".repeat(201),
      "＼",
      "a／b",
      "a\u2800",
    ],
  ])("refuses %j with a sentence", (path) => {
    expect(faultOfName(path)).toMatch(/\.$/);
  });
  it("takes nothing that a URL would read as another path, with or without its letters escaped", () => {
    fc.assert(
      fc.property(nearly, (path) => {
        if (faultOfName(path) !== null) return;
        const escaped = path.split("/").map(encodeURIComponent).join("/");
        for (const written of [path, escaped]) {
          const { pathname, hash, search } = new URL(written, "https://a.example/w/");
          expect([decodeURIComponent(pathname), hash, search]).toEqual([`/w/${path}`, "", ""]);
        }
      }),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 500) },
    );
  });
  it("takes nothing that looks like something else, or acts where it is listed", () => {
    fc.assert(
      fc.property(nearly, (path) => {
        if (faultOfName(path) !== null) return;
        expect(path.replaceAll(" ", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Z}]/u);
        expect(normalName(path)).toBe(path);
      }),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 500) },
    );
  });
});

it("a name in another spelling becomes the usual one", () => {
  expect(faultOfName(normalName("e\u0301te\u0301.md"))).toBeNull();
});
