import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { utf8 } from "@/lib/audit/bytes";
import { Past, type Told } from "./past";

const told = (n: number, at: number, path: string, text: string | null): Told => ({
  n,
  at,
  path,
  size: text?.length ?? 0,
  content: text === null ? null : utf8(text),
});
const made = (...changes: readonly (readonly [number, string, string | null])[]) => {
  const past = new Past();
  past.add({ changes: changes.map((change, n) => told(n, ...change)), proofs: [], isCut: false });
  return past;
};
const names = (past: Past, seq: number) => past.filesAt(seq).map(({ path, n }) => `${path}#${n}`);

describe("the files at a record", () => {
  const past = made(
    [1, "a", "1"],
    [1, "b", "1"],
    [4, "a", "2"],
    [4, "a", "3"],
    [6, "b", null],
    [9, "c", "1"],
  );

  it("are those after what it did", () => {
    expect([0, 2, 3, 5, 8].map((seq) => names(past, seq))).toEqual([
      ["a#0", "b#1"],
      ["a#0", "b#1"],
      ["a#3", "b#1"],
      ["a#3"],
      ["a#3", "c#5"],
    ]);
    expect(past.changedAt(3).map(({ n }) => n)).toEqual([3]);
    expect(past.changedAt(4)).toEqual([]);
    expect(past.changedAt(5).map(({ content }) => content)).toEqual([null]);
  });

  it("have what was before", () => {
    expect([
      past.before("a", 3)?.n,
      past.before("a", 4)?.n,
      past.before("b", 7)?.n,
      past.before("c", 8)?.n,
    ]).toEqual([0, 3, undefined, undefined]);
  });

  it("are stepped through, from change to change", () => {
    expect([0, 3, 4, 8].map((seq) => past.nextChange(seq, 1))).toEqual([3, 5, 5, undefined]);
    expect([9, 8, 5, 3, 0].map((seq) => past.nextChange(seq, -1))).toEqual([8, 5, 3, 0, undefined]);
  });

  it("are what all changes until then come to", () => {
    const change = fc.tuple(
      fc.nat(2),
      fc.constantFrom("a", "b", "c/d"),
      fc.option(fc.constantFrom("x", "y"), { nil: null }),
    );
    fc.assert(
      fc.property(fc.array(change), fc.nat(20), (steps, seq) => {
        const counts = steps.map((_, n) => steps.slice(0, n + 1).reduce((sum, [gap]) => sum + gap, 1));
        const past = made(...steps.map(([, path, text], n) => [counts[n] ?? 0, path, text] as const));
        const files = new Map<string, number>();
        for (const [n, [, path, text]] of steps.entries()) {
          if ((counts[n] ?? 0) > seq + 1) break;
          if (text === null) files.delete(path);
          else files.set(path, n);
        }
        expect(new Map(past.filesAt(seq).map(({ path, n }) => [path, n]))).toEqual(files);
      }),
    );
  });
});
