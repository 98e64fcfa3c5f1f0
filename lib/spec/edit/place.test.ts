import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mutatedSpec, shuffledSpec, tomlSoup } from "../testing/arbitrary-spec";
import { placeAt } from "./place";
import { readSketch } from "./read-sketch";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 200);

/** The text with a "|" where the cursor is. */
function at(marked: string) {
  const offset = marked.indexOf("|");
  return placeAt(readSketch(marked.replace("|", "")), offset);
}

describe("where the cursor is", () => {
  it.each([
    ["[|", { at: "header", each: false, before: [] }],
    ["[capa|bilities]", { at: "header", before: [], span: { start: 1, end: 13 } }],
    ["[capabilities.|", { at: "header", before: ["capabilities"] }],
    ["[capabilities.|]\nread = []", { at: "header", before: ["capabilities"] }],
    ["[[te|", { at: "header", each: true }],
    ["|", { at: "key", path: [], starts: true }],
    ["[agent]\nna|", { at: "key", path: ["agent"], span: { start: 8, end: 10 }, starts: true }],
    ["[agent]\n  |\n[audit]", { at: "key", path: ["agent"] }],
    ["[agent]\nname = |", { at: "value", path: ["agent", "name"], quoted: false }],
    ["[agent]\nname =|", { at: "value", path: ["agent", "name"] }],
    ['[agent]\nname = "a|', { at: "value", path: ["agent", "name"], quoted: true }],
    ["[audit]\nhash_chain = tr|", { at: "value", path: ["audit", "hash_chain"], quoted: false }],
    ['[audit]\nexport = ["file", |]', { path: ["audit", "export", 1], siblings: ["file"] }],
    ['[audit]\nexport = ["file", "si|\n[agent]', { path: ["audit", "export", 1], quoted: true }],
    ["[[test]]\n[[test]]\nex|", { at: "key", path: ["test", 1] }],
    ['[[test]]\nrequest = { op = "fs.read", | }', { at: "key", path: ["test", 0, "request"], starts: false }],
    ['[[test]]\nrequest = { op = "f|" }', { at: "value", path: ["test", 0, "request", "op"] }],
    ["[[test]]\nrequest = { op = | }", { at: "value", path: ["test", 0, "request", "op"] }],
    ["[[test]]\n[test.request]\nop|", { at: "key", path: ["test", 0, "request"] }],
    ['[capabilities.tools."a.b"]\nargs.x.|', { path: ["capabilities", "tools", "a.b", "args", "x"] }],
  ])("%j", (marked, expected) => {
    expect(at(marked)).toMatchObject(expected);
  });

  it.each([
    "# a |comment",
    "spec = 1 |",
    "[agent] |",
    'name = "x"|',
    "|[agent]",
    "a.b = [1]|",
    'a = "#" # x|',
  ])("nothing is asked for at %j", (marked) => expect(at(marked)).toEqual({ at: "nowhere" }));

  it("a list that is not closed ends where a line begins something else", () => {
    const text = '[capabilities.filesystem]\nread = ["/a/**",\ndeny = ["/b"]\n\n[agent]\n|';
    expect(at(text)).toMatchObject({ at: "key", path: ["agent"] });
    expect(at(text.replace("|", "").replace("/b", "/b|"))).toMatchObject({
      path: ["capabilities", "filesystem", "deny", 0],
    });
  });

  it("holds the cursor in what a completion replaces, in any text at any place", () => {
    fc.assert(
      fc.property(fc.oneof(mutatedSpec, shuffledSpec, tomlSoup), fc.nat(), (text, n) => {
        const offset = n % (text.length + 1);
        const place = placeAt(readSketch(text), offset);
        if (place.at === "nowhere") return;
        const { start, end } = place.span;
        expect(0 <= start && start <= offset && offset <= end && end <= text.length).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });
});
