import { posix } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalPath, parentPath } from "./path";
import { PATH_LIMIT_UNITS } from "./path-scan";
import { Refusal } from "./refusal";

describe("canonicalPath", () => {
  it.each([
    ["/", "/"],
    ["/a/b", "/a/b"],
    ["/a//b/./c/", "/a/b/c"],
    ["/a/../../..", "/"],
    ["/..", "/"],
    ["a", "/work/a"],
    ["../a", "/a"],
    [".", "/work"],
    ["/a/...", "/a/..."],
    ["/a/..b", "/a/..b"],
    ["/%2e%2e/x", "/%2e%2e/x"],
    ["/a\\..\\b", "/a\\..\\b"],
    ["file:///etc/passwd", "/work/file:/etc/passwd"],
    ["/Ä/É", "/Ä/É"],
  ])("%j is %j", (input, expected) => expect(canonicalPath(input, "/work")).toBe(expected));

  it.each(["", "/a\0b", "/a\nb", "/\ud800", "/a\x7f", `/${"a".repeat(PATH_LIMIT_UNITS)}`])(
    "refuses %j",
    (input) => expect(canonicalPath(input, "/work")).toBeInstanceOf(Refusal),
  );

  it("needs an absolute working directory only for relative paths", () => {
    expect(canonicalPath("a", "work")).toBeInstanceOf(Refusal);
    expect(canonicalPath("a", "/w\0")).toBeInstanceOf(Refusal);
    expect(canonicalPath("/a", "work")).toBe("/a");
    expect(canonicalPath("a", "/w/./../x//")).toBe("/x/a");
  });

  it("refuses what only becomes too long by the working directory", () => {
    const half = `/${"a".repeat(PATH_LIMIT_UNITS / 2)}`;
    expect(canonicalPath(half.slice(1), half)).toBeInstanceOf(Refusal);
  });

  it("resolves as POSIX does, and is idempotent", () => {
    const text = fc.array(fc.constantFrom("/", ".", "..", "a", "é", "\\", "%2f", "//", "~"), {
      minLength: 1,
    });
    fc.assert(
      fc.property(text, (parts) => {
        const path = canonicalPath(parts.join(""), "/w/x");
        const expected = posix.resolve("/w/x", parts.join(""));
        expect(path).toBe(expected);
        expect(canonicalPath(String(path), "/elsewhere")).toBe(path);
      }),
    );
  });

  it("is total", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (path, cwd) => {
        const result = canonicalPath(path, cwd);
        expect(typeof result === "string" || result instanceof Refusal).toBe(true);
      }),
    );
  });
});

it("knows the folder of a path", () => {
  expect([parentPath("/a/b"), parentPath("/a"), parentPath("/")]).toEqual(["/a", "/", "/"]);
});
