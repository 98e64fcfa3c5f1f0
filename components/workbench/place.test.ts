import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatPlace, isStep, parsePlace } from "./place";

describe("places", () => {
  it.each([
    ["#agent.ts", { path: "agent.ts", at: null }],
    ["#agent.ts:12", { path: "agent.ts", at: { line: 12, column: 1, endLine: 12, endColumn: 1 } }],
    ["#a/b.ts:12:5", { path: "a/b.ts", at: { line: 12, column: 5, endLine: 12, endColumn: 5 } }],
    ["#a.ts:1:2-3:4", { path: "a.ts", at: { line: 1, column: 2, endLine: 3, endColumn: 4 } }],
    ["#a.ts:0:0", { path: "a.ts", at: { line: 1, column: 1, endLine: 1, endColumn: 1 } }],
    ["#50%", { path: "50%", at: null }],
  ])("%s", (hash, place) => {
    expect(parsePlace(hash)).toEqual(place);
  });

  it.each(["", "#", "#:3"])("%j is no place", (hash) => {
    expect(parsePlace(hash)).toBeNull();
  });

  it("leaves an empty selection out", () => {
    expect(formatPlace({ path: "a b.ts", at: { line: 3, column: 4, endLine: 3, endColumn: 4 } })).toBe(
      "#a%20b.ts:3:4",
    );
  });

  it("come back from the address bar as they were", () => {
    const number = fc.integer({ min: 1, max: 9_999_999 });
    const at = fc.record({ line: number, column: number, endLine: number, endColumn: number });
    const path = fc.stringMatching(/^[\w.\-/]+$/);
    fc.assert(
      fc.property(path, fc.option(at), (name, selection) => {
        expect(parsePlace(formatPlace({ path: name, at: selection }))).toEqual({ path: name, at: selection });
      }),
    );
  });
});

describe("a step that Back takes back", () => {
  const now = { path: "agent.ts", group: 0 };
  it.each([
    [{ path: "agent.toml", group: 0 }, true],
    [{ path: "agent.toml", group: null }, true],
    [{ path: "agent.toml", group: 1 }, false],
    [{ path: "agent.ts", group: 1 }, false],
    [{ path: "agent.ts", group: 0 }, false],
    [null, false],
  ])("from %j: %j", (before, isOne) => {
    expect(isStep(before, now)).toBe(isOne);
  });
});
