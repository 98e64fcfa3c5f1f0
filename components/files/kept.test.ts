import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { focusGroup, oneGroup, splitGroups } from "./groups";
import { keptOf, readFirstForm, rowOf, writesOf } from "./kept";

const kept = {
  drafts: { "agent.ts": "x", "gone.ts": null },
  folders: ["a"],
  groups: oneGroup("agent.ts"),
};

describe("keptOf", () => {
  it("reads what was written", () => {
    expect(keptOf(rowOf(kept), Object.entries(kept.drafts))).toEqual(kept);
  });
  it("reads both groups of tabs, and which of them somebody worked in", () => {
    const both = splitGroups(kept.groups);
    for (const groups of [both, focusGroup(both, 0)])
      expect(keptOf(rowOf({ ...kept, groups }), [])?.groups).toEqual(groups);
  });
  it("reads a row of before there were two groups, and leaves out a second one that is none", () => {
    const row = { version: 2, folders: [], open: ["agent.ts"], active: "agent.ts" };
    for (const more of [{}, { beside: { open: [1], active: null } }, { isBeside: true }])
      expect(keptOf({ ...row, ...more }, [])?.groups).toEqual(kept.groups);
  });
  it("leaves out files that are none", () => {
    expect(
      keptOf(rowOf(kept), [
        ["agent.ts", 1],
        [["a"], "x"],
        ["b.ts", "y"],
      ])?.drafts,
    ).toEqual({ "b.ts": "y" });
  });
  it.each([
    undefined,
    null,
    [],
    1,
    { ...rowOf(kept), version: 3 },
    { ...rowOf(kept), folders: null },
    { ...rowOf(kept), open: [1] },
    { ...rowOf(kept), active: 1 },
  ])("takes nothing from %j", (row) => {
    expect(keptOf(row, [])).toBeNull();
  });
});

describe("readFirstForm", () => {
  const first = { version: 1, drafts: { "agent.ts": "x" }, open: ["agent.ts"], active: "agent.ts" };
  it("reads what browsers have kept before", () => {
    expect(readFirstForm(JSON.stringify(first))).toEqual({
      drafts: { "agent.ts": "x" },
      folders: [],
      groups: oneGroup("agent.ts"),
    });
  });
  it.each([
    null,
    "",
    "{",
    "null",
    "[]",
    "1",
    JSON.stringify({ ...first, version: 2 }),
    JSON.stringify({ version: 1 }),
    JSON.stringify({ ...first, drafts: [] }),
    JSON.stringify({ ...first, drafts: { a: 1 } }),
    JSON.stringify({ ...first, open: "agent.ts" }),
    JSON.stringify({ ...first, open: [1] }),
    JSON.stringify({ ...first, active: 1 }),
  ])("takes nothing from %j", (text) => {
    expect(readFirstForm(text)).toBeNull();
  });
});

describe("writesOf", () => {
  const path = fc.constantFrom("a", "b", "c", "constructor", "d/e");
  const drafts = fc.dictionary(path, fc.option(fc.constantFrom("1", "2"), { nil: null }));

  it("makes of any stored state the one that there is now, whatever is in doubt", () => {
    fc.assert(
      fc.property(drafts, drafts, fc.uniqueArray(path), drafts, (known, now, doubted, found) => {
        const stored = new Map<string, string | null>(Object.entries(known));
        const really = new Map(stored);
        for (const each of doubted) {
          // Of these something else, or nothing, may be on the disk.
          really.delete(each);
          const other = Object.hasOwn(found, each) ? found[each] : undefined;
          if (other !== undefined) really.set(each, other);
        }
        const { put, forget } = writesOf(stored, new Set(doubted), now);
        for (const [each, text] of put) really.set(each, text);
        for (const each of forget) really.delete(each);
        expect(new Map([...really].sort())).toEqual(new Map(Object.entries(now).sort()));
      }),
    );
  });

  it("writes nothing where nothing has changed", () => {
    expect(writesOf(new Map([["a", "1"]]), new Set(), { a: "1" })).toEqual({ put: [], forget: [] });
  });
});
