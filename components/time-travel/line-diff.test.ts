import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffLines, folded } from "./line-diff";

const shown = (before: string, after: string) =>
  diffLines(before, after).map(({ kind, text }) => `${{ same: " ", added: "+", removed: "-" }[kind]}${text}`);

describe("diffLines", () => {
  it("shows what was added and removed, and where", () => {
    expect(shown("a\nb\nc", "a\nx\nc")).toEqual([" a", "-b", "+x", " c"]);
    expect(shown("", "a\nb")).toEqual(["+a", "+b"]);
    expect(shown("a\nb", "")).toEqual(["-a", "-b"]);
    expect(shown("a\nb", "a\nb")).toEqual([" a", " b"]);
    expect(shown("a\nb\nc\nd", "b\nc\ne\nd")).toEqual(["-a", " b", " c", "+e", " d"]);
  });

  it("has both texts in it, whatever they are", () => {
    const text = fc
      .array(fc.constantFrom("a", "b", "c", ""), { maxLength: 12 })
      .map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines(before, after);
        const of = (kind: "added" | "removed") =>
          lines.filter((line) => line.kind === "same" || line.kind === kind).map((line) => line.text);
        expect(of("removed")).toEqual(before === "" ? [] : before.split("\n"));
        expect(of("added")).toEqual(after === "" ? [] : after.split("\n"));
      }),
    );
  });

  it("is bounded where everything differs", () => {
    const many = (word: string) => Array.from({ length: 5_000 }, (_, at) => `${word}${at}`).join("\n");
    expect(diffLines(many("a"), many("b"))).toHaveLength(10_000);
  });
});

it("folds what stayed the same, but for a few lines around what did not", () => {
  const lines = Array.from({ length: 20 }, (_, at) => `line ${at}`);
  const changed = lines.with(10, "other");
  expect(
    folded(diffLines(lines.join("\n"), changed.join("\n"))).map((line) =>
      "count" in line ? line.count : line.text,
    ),
  ).toEqual([7, "line 7", "line 8", "line 9", "line 10", "other", "line 11", "line 12", "line 13", 6]);
  expect(folded(diffLines("a\nb", "a\nb"))).toEqual([{ kind: "gap", count: 2 }]);
});
