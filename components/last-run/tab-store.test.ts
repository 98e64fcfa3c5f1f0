import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { asText, forgetInTab, keepInTab, keptInTab, MOST_CHARACTERS, ofText } from "./tab-store";
import type { WholeRun } from "./whole-run";

function tab(): Map<string, string> {
  const kept = new Map<string, string>();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  });
  return kept;
}

beforeEach(() => void tab());
afterEach(() => vi.unstubAllGlobals());

const EMPTY: WholeRun = {
  sid: "s1",
  output: { pieces: [], dropped: 0 },
  files: { changes: [], proofs: [], isCut: false },
};

const anyBytes = fc.uint8Array({ maxLength: 40 }).map((bytes) => new Uint8Array(bytes));
const anyTexts = fc.dictionary(fc.string(), fc.string());
const anyRun: fc.Arbitrary<WholeRun> = fc.record({
  sid: fc.string(),
  output: fc.record({
    pieces: fc.array(
      fc.record({
        stream: fc.constantFrom("stdout" as const, "stderr" as const, "said" as const),
        style: fc.constantFrom({}, { fg: 1, bold: true } as const),
        text: fc.string(),
      }),
    ),
    dropped: fc.nat(),
  }),
  files: fc.record({
    changes: fc.array(
      fc.record(
        { n: fc.nat(), at: fc.nat(), path: fc.string(), size: fc.nat(), content: fc.option(anyBytes) },
        { requiredKeys: ["n", "at", "path", "size"] },
      ),
    ),
    proofs: fc.array(fc.record({ n: fc.nat(), sha256: fc.string(), salt: anyBytes })),
    isCut: fc.boolean(),
  }),
  made: fc.record({
    texts: anyTexts,
    left: fc.dictionary(fc.string(), fc.option(fc.string())),
    recorded: fc.oneof(
      fc.record({ kind: fc.constant("let-go" as const), why: fc.string() }),
      fc.record({
        kind: fc.constant("kept" as const),
        isWhole: fc.boolean(),
        tape: anyBytes,
        lines: anyBytes,
      }),
    ),
  }),
});

it("is the same run again, to the byte, whatever its files are called", () => {
  const same = (value: unknown) =>
    JSON.stringify(value, (_, it) => (it instanceof Uint8Array ? [...it, "b"] : it));
  fc.assert(
    fc.property(anyRun, (run) => {
      expect(same(ofText(asText(run)))).toBe(same(run));
    }),
  );
});

it("is of its session alone, the last of them, until it is forgotten", () => {
  keepInTab(EMPTY);
  expect(keptInTab("s2")).toBeUndefined();
  expect(keptInTab("s1")).toEqual(EMPTY);
  keepInTab({ ...EMPTY, sid: "s2" });
  expect(keptInTab("s1")).toBeUndefined();
  forgetInTab();
  expect(keptInTab("s2")).toBeUndefined();
});

it("has none of a run that is too much, and not the one before it either", () => {
  const kept = tab();
  const content = new Uint8Array(MOST_CHARACTERS);
  keepInTab(EMPTY);
  keepInTab({
    ...EMPTY,
    sid: "s2",
    files: { ...EMPTY.files, changes: [{ n: 0, at: 0, path: "a", size: content.length, content }] },
  });
  expect(kept.size).toBe(0);
  const text = "x".repeat(MOST_CHARACTERS);
  keepInTab({ ...EMPTY, output: { pieces: [{ stream: "stdout", style: {}, text }], dropped: 0 } });
  expect(kept.size).toBe(0);
});

it("is no fault where a tab keeps nothing, or something else", () => {
  const kept = tab();
  for (const text of ["", "null", "{", "[]", '"s1"', '{"sid":"s1"']) {
    kept.set("aegis.last-run", text);
    expect(keptInTab("s1")).toBeUndefined();
  }
  const fail = () => {
    throw new DOMException("", "SecurityError");
  };
  vi.stubGlobal("sessionStorage", { getItem: fail, setItem: fail, removeItem: fail });
  expect(() => keepInTab(EMPTY)).not.toThrow();
  expect(() => forgetInTab()).not.toThrow();
  expect(keptInTab("s1")).toBeUndefined();
});
