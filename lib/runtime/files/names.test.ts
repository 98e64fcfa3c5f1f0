import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  appendLexically,
  compareNames,
  isLongName,
  isLongPath,
  isName,
  temporaryName,
  utf8Length,
  wellFormed,
} from "./names";

const anyText = fc.string({ unit: "binary" });

describe("texts", () => {
  it("have as many bytes as Node makes of them", () => {
    fc.assert(fc.property(anyText, (text) => utf8Length(text) === Buffer.byteLength(text)));
  });
  it("become what Node makes of half a pair", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "\ud83d", "\ude00", "é") }), (text) => {
        expect(wellFormed(text, "path")).toBe(Buffer.from(text).toString());
      }),
    );
  });
  it.each([["a\0b"], [7], [null], [undefined], [{ toString: () => "/a" }]])(
    "that are none are refused: %s",
    (text) => {
      expect(() => wellFormed(text, "path")).toThrowError(/path/);
    },
  );
  it("sort by bytes", () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(Math.sign(compareNames(a, b))).toBe(
          Math.sign(Buffer.compare(Buffer.from(a, "utf8"), Buffer.from(b, "utf8"))),
        );
      }),
    );
  });
});

describe("names and paths", () => {
  it("are too long from the first byte too many", () => {
    expect([255, 256].map((count) => isLongName("n".repeat(count)))).toEqual([false, true]);
    expect([127, 128].map((count) => isLongName("é".repeat(count)))).toEqual([false, true]);
    expect([4095, 4096].map((count) => isLongPath(`/${"n".repeat(count - 1)}`))).toEqual([false, true]);
  });
  it.each(["", ".", "..", "a/b", "a\0", "\ud800", "n".repeat(256), 5])("no name: %s", (name) => {
    expect(isName(name)).toBe(false);
  });
  it.each(["a", "...", "__proto__", "é", "😀", "\n", " ", "n".repeat(255)])("a name: %s", (name) => {
    expect(isName(name)).toBe(true);
  });
  it.each([
    ["", "a/b", "/a/b"],
    ["/x", "a/./b//", "/x/a/b"],
    ["/x", "a/../../b", "/b"],
    ["/x", "../../..", "/"],
  ])("%s and then %s is %s", (folder, rest, path) => {
    expect(appendLexically(folder, rest)).toBe(path);
  });
  it("temporary names are the prefix and six characters", () => {
    expect(temporaryName("/tmp/x-", (bytes) => bytes.fill(1))).toBe("/tmp/x-bbbbbb");
    expect(temporaryName("", (bytes) => crypto.getRandomValues(bytes))).toMatch(/^[a-zA-Z0-9]{6}$/);
  });
});
