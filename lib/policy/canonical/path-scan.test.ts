import { describe, expect, it } from "vitest";
import { hashForwards } from "../match/edge-table";
import { BAD, CANONICAL, PathScan, UNRESOLVED } from "./path-scan";

describe("PathScan", () => {
  const scan = new PathScan();

  it("tells segments by their ends, and beginnings by their hashes", () => {
    expect(scan.read("/ab/c")).toBe(CANONICAL);
    expect([scan.count, ...scan.ends.slice(0, 2)]).toEqual([2, 3, 5]);
    expect([...scan.hashes.slice(0, 2)]).toEqual([hashForwards("ab"), hashForwards("ab/c")]);
  });

  it("finds no segment in the root", () => {
    expect([scan.read("/"), scan.count]).toEqual([CANONICAL, 0]);
  });

  it.each(["a", "/a/", "//", "/a//b", "/.", "/..", "/a/./b", "/a/..", "./a", "", "/../a", "/a//"])(
    "%j is not resolved",
    (path) => expect(scan.read(path)).toBe(UNRESOLVED),
  );

  it.each(["/.a", "/..a", "/a/...", "/a.", "/a../b", "/.a./..."])("%j is resolved", (path) =>
    expect(scan.read(path)).toBe(CANONICAL),
  );

  it.each(["/\0", "/a\n/b", "/\udc00", "/\x80"])("%j is bad", (path) => expect(scan.read(path)).toBe(BAD));

  it("sees what has a meaning in globs", () => {
    scan.read("/a(b)");
    expect(scan.hasGlobCharacters).toBe(false);
    for (const path of ["/a[b", "/*", "/a?", "/{x}", "/a\\b"]) {
      scan.read(path);
      expect(scan.hasGlobCharacters).toBe(true);
    }
  });

  it("holds the most segments that a path can have", () => {
    expect([scan.read("/a".repeat(2048)), scan.count]).toEqual([CANONICAL, 2048]);
  });
});
