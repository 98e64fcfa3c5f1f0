import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PathScan } from "../canonical/path-scan";
import { matchesGlob, partsOf } from "../testing/reference-glob";
import { parsePathGlob } from "./glob";
import { GlobFault } from "./glob-fault";
import { Hits } from "./hits";
import { PathIndex } from "./path-index";

function indexOf(patterns: readonly string[]): (path: string) => number[] {
  const index = new PathIndex();
  patterns.forEach((pattern, rule) => {
    const sequences = parsePathGlob(pattern);
    if (sequences instanceof GlobFault) throw new Error(`${pattern}: ${sequences.why}`);
    for (const sequence of sequences) index.add(sequence, rule);
  });
  const scan = new PathScan();
  const hits = new Hits();
  return (path) => {
    scan.read(path);
    hits.count = 0;
    index.match(path, scan, hits);
    return [...new Set(hits.rules.slice(0, hits.count))].sort((a, b) => a - b);
  };
}

const segment = fc.constantFrom(
  "a",
  "b",
  "ab",
  "*",
  "**",
  "a*",
  "*b",
  "a*b",
  "*a*",
  "?b",
  "[ab]",
  "{a,bb}",
  "*.key",
  "longer-name-*",
  `*${"x".repeat(30)}`,
);
const pattern = fc
  .tuple(fc.constantFrom("/", "**/"), fc.array(segment, { minLength: 1, maxLength: 5 }))
  .map(([start, parts]) => start + parts.join("/"));
const path = fc
  .array(fc.constantFrom("a", "b", "ab", "bb", "aab", "x.key", "longer-name-1", "x".repeat(31)), {
    maxLength: 6,
  })
  .map((names) => `/${names.join("/")}`);

describe("PathIndex", () => {
  it("finds the rules that match by definition, and no other", () => {
    fc.assert(
      fc.property(
        fc.array(pattern, { maxLength: 12 }),
        fc.array(path, { maxLength: 8 }),
        (patterns, paths) => {
          const match = indexOf(patterns);
          for (const each of paths) {
            const expected = patterns.flatMap((glob, rule) =>
              matchesGlob(glob, partsOf(each)) ? [rule] : [],
            );
            expect(match(each)).toEqual(expected);
          }
        },
      ),
      { numRuns: 1500 },
    );
  });

  it("takes the same pattern twice, and the same rule under several patterns", () => {
    expect(indexOf(["/a/**", "/a/**", "/{a,b}/*"])("/a/x")).toEqual([0, 1, 2]);
  });

  it("grows past its first tables", () => {
    const many = Array.from({ length: 3000 }, (_, i) => [`/d${i}/**`, `**/*.x${i}`, `/p${i}-*`]).flat();
    const match = indexOf(many);
    expect(match("/d7/a.x8")).toEqual([21, 25]);
    expect(match("/p9-z")).toEqual([29]);
  });

  it("reports a rule at most once for each way through, however deep the path", () => {
    const hits = new Hits();
    const index = new PathIndex();
    const sequences = parsePathGlob("**/a/**");
    if (!(sequences instanceof GlobFault)) for (const sequence of sequences) index.add(sequence, 0);
    const scan = new PathScan();
    scan.read("/a".repeat(2000));
    index.match("/a".repeat(2000), scan, hits);
    expect(hits.count).toBe(1);
  });
});
