import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  closeFile,
  focusedGroup,
  focusGroup,
  type Groups,
  groupFor,
  groupsOf,
  joinGroups,
  type Landing,
  landFile,
  oneGroup,
  onlyThere,
  openPaths,
  otherGroup,
  overFrom,
  renameOpen,
  showFile,
  splitGroups,
} from "./groups";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 300);
/** Over to the other group. */
const moveFile = (groups: Groups, path: string, from = groups.focused) =>
  landFile(groups, path, overFrom(groups, from), from);
const policyAndCode = showFile(oneGroup("agent.toml"), "agent.ts");
/** The policy on the left, the code on the right, where somebody works. */
const halves = moveFile(policyAndCode, "agent.ts");
const tabs = (groups: Groups) => groups.all.map(({ open, active }) => [open.join(" "), active]);

describe("groups", () => {
  it("split into two with the file on show in both, and no further", () => {
    const split = splitGroups(policyAndCode);
    expect(tabs(split)).toEqual([
      ["agent.toml agent.ts", "agent.ts"],
      ["agent.ts", "agent.ts"],
    ]);
    expect(focusedGroup(split)).toBe(split.all[1]);
    expect(splitGroups(split)).toEqual(split);
    expect(splitGroups(oneGroup(null))).toEqual(oneGroup(null));
  });

  it("take a tab from each other, and make the second of what the first has to spare", () => {
    expect(tabs(halves)).toEqual([
      ["agent.toml", "agent.toml"],
      ["agent.ts", "agent.ts"],
    ]);
    expect(moveFile(oneGroup("agent.toml"), "agent.toml")).toEqual(oneGroup("agent.toml"));
    const back = moveFile(halves, "agent.ts");
    expect(tabs(back)).toEqual([["agent.toml agent.ts", "agent.ts"]]);
    const both = showFile(halves, "agent.toml");
    expect(tabs(moveFile(both, "agent.toml"))).toEqual(tabs(halves));
  });

  it("put a tab elsewhere in its row, and change nothing but the order", () => {
    const three = showFile(policyAndCode, "notes.md");
    const order = (path: string, at: number) => tabs(landFile(three, path, { group: 0, at }, 0));
    expect(order("notes.md", 0)).toEqual([["notes.md agent.toml agent.ts", "notes.md"]]);
    expect(order("agent.toml", 2)).toEqual([["agent.ts agent.toml notes.md", "notes.md"]]);
    expect(order("agent.toml", 3)).toEqual([["agent.ts notes.md agent.toml", "notes.md"]]);
    for (const at of [1, 2]) expect(landFile(three, "agent.ts", { group: 0, at }, 0)).toBe(three);
    expect(landFile(three, "agent.ts", { group: 0 }, 0)).toBe(three);
    expect(landFile(three, "agent.toml", { group: 0, at: -1 }, 0)).toBe(three);
    expect(landFile(three, "gone", { group: 0, at: 0 }, 0)).toBe(three);
  });

  it("take a tab at a place of their row, or at their side", () => {
    const both = showFile(halves, "notes.md");
    expect(tabs(landFile(both, "agent.toml", { group: 1, at: 1 }, 0))).toEqual([
      ["agent.ts agent.toml notes.md", "agent.toml"],
    ]);
    const left = landFile(policyAndCode, "agent.ts", { side: "left" }, 0);
    expect(tabs(left)).toEqual([
      ["agent.ts", "agent.ts"],
      ["agent.toml", "agent.toml"],
    ]);
    expect(focusedGroup(left)).toBe(left.all[0]);
    expect(landFile(left, "agent.ts", { side: "right" }, left.focused)).toBe(left);
    const one = oneGroup("agent.toml");
    expect(landFile(one, "agent.toml", { side: "right" }, 0)).toBe(one);
  });

  it("take a file that is no tab yet, or stays one where it is", () => {
    expect(tabs(landFile(halves, "notes.md", { group: 0, at: 0 }))).toEqual([
      ["notes.md agent.toml", "notes.md"],
      ["agent.ts", "agent.ts"],
    ]);
    expect(tabs(landFile(halves, "agent.ts", { group: 0 }))).toEqual([
      ["agent.toml agent.ts", "agent.ts"],
      ["agent.ts", "agent.ts"],
    ]);
    expect(tabs(landFile(oneGroup("agent.toml"), "agent.toml", { side: "left" }))).toEqual([
      ["agent.toml", "agent.toml"],
      ["agent.toml", "agent.toml"],
    ]);
  });

  it("go when their last tab is closed, and the one that is left keeps its id", () => {
    const left = closeFile(halves, "agent.toml", halves.all[0]?.id);
    expect(left.all).toEqual([halves.all[1]]);
    expect(left.focused).toBe(halves.focused);
    const right = closeFile(halves, "agent.ts", halves.focused);
    expect([right.all, right.focused]).toEqual([[halves.all[0]], halves.all[0]?.id]);
    expect(splitGroups(left).all.map(({ id }) => id)).toEqual([1, 0]);
  });

  it("close a file in one of them, or everywhere", () => {
    const both = showFile(halves, "agent.toml");
    expect(tabs(closeFile(both, "agent.toml", both.focused))).toEqual(tabs(halves));
    expect(tabs(closeFile(both, "agent.toml"))).toEqual([["agent.ts", "agent.ts"]]);
  });

  it("join into the focused one", () => {
    const first = focusGroup(halves, 0);
    expect(tabs(joinGroups(first))).toEqual([["agent.toml agent.ts", "agent.toml"]]);
    expect(joinGroups(halves).focused).toBe(halves.focused);
  });

  it("bring somebody to where a file is in front, else to where it is open, else to where they are", () => {
    const behind = showFile(halves, "notes.md");
    expect(groupFor(behind, "agent.toml")).toBe(0);
    expect(groupFor(focusGroup(behind, 0), "agent.ts")).toBe(1);
    expect(groupFor(behind, "data.csv")).toBe(1);
    const twice = showFile(halves, "agent.toml");
    expect([groupFor(twice, "agent.toml"), groupFor(focusGroup(twice, 0), "agent.toml")]).toEqual([1, 0]);
  });

  it("come back from what was kept without what is gone", () => {
    const kept = [
      { open: ["gone"], active: "gone" },
      { open: ["agent.ts", "agent.ts", "gone"], active: "gone" },
    ];
    const back = onlyThere(groupsOf(kept, 0), (path) => path !== "gone");
    expect(back).toEqual({ all: [{ id: 1, open: ["agent.ts"], active: "agent.ts" }], focused: 1 });
    expect(groupsOf([], 5)).toEqual(oneGroup(null));
    expect(groupsOf(halves.all, 1)).toEqual(halves);
    const left = closeFile(halves, "agent.toml", 0);
    expect(onlyThere(splitGroups(left), () => true)).toEqual(splitGroups(left));
  });
});

describe("whatever is done to groups", () => {
  const path = fc.constantFrom("a", "b", "c", "constructor");
  const id = fc.constantFrom(0, 1, undefined);
  type Step = (groups: Groups) => Groups;
  const landing: fc.Arbitrary<Landing> = fc.oneof(
    fc.constantFrom<Landing[]>({ side: "left" }, { side: "right" }, { group: 1 }),
    fc.tuple(fc.constantFrom(0, 1, 7), fc.integer({ min: -2, max: 5 })).map(([group, at]) => ({ group, at })),
  );
  /** After these the same files are open. */
  const keeping: fc.Arbitrary<Step> = fc.oneof(
    fc.constant(splitGroups),
    fc.constant(joinGroups),
    fc.tuple(path, id).map(
      ([of, from]) =>
        (groups: Groups) =>
          moveFile(groups, of, from),
    ),
    fc
      .record({
        of: path,
        from: fc.constantFrom(0, 1),
        to: landing,
      })
      .map(
        ({ of, to, from }) =>
          (groups: Groups) =>
            landFile(groups, of, to, from),
      ),
    fc.constantFrom(0, 1, 7).map((of) => (groups: Groups) => focusGroup(groups, of)),
  );
  const changing: fc.Arbitrary<Step> = fc.oneof(
    fc.tuple(path, id).map(
      ([of, at]) =>
        (groups: Groups) =>
          showFile(groups, of, at),
    ),
    fc.tuple(path, id).map(
      ([of, at]) =>
        (groups: Groups) =>
          closeFile(groups, of, at),
    ),
    fc.tuple(path, landing).map(
      ([of, to]) =>
        (groups: Groups) =>
          landFile(groups, of, to),
    ),
    fc.constant((groups: Groups) => renameOpen(groups, (of) => (of === "a" ? "z" : of === "z" ? "a" : of))),
    fc.constant((groups: Groups) => onlyThere(groups, (of) => of !== "b")),
  );

  it("they stay what they promise to be", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(keeping, changing), { maxLength: 20 }), (steps) => {
        const groups = steps.reduce((before, step) => step(before), oneGroup("a"));
        expect([1, 2]).toContain(groups.all.length);
        expect(new Set(groups.all.map((group) => group.id)).size).toBe(groups.all.length);
        expect(groups.all).toContain(focusedGroup(groups));
        expect(otherGroup(groups) === undefined).toBe(groups.all.length === 1);
        for (const { open, active } of groups.all) {
          expect(new Set(open).size).toBe(open.length);
          if (active === null) expect([open, groups.all.length]).toEqual([[], 1]);
          else expect(open).toContain(active);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("no file is lost by splitting, joining, moving and going from one to the other", () => {
    fc.assert(
      fc.property(
        fc.array(changing, { maxLength: 8 }),
        fc.array(keeping, { maxLength: 8 }),
        (made, steps) => {
          const before = made.reduce((groups, step) => step(groups), oneGroup("a"));
          const after = steps.reduce((groups, step) => step(groups), before);
          expect([...openPaths(after)].sort()).toEqual([...openPaths(before)].sort());
        },
      ),
      { numRuns: RUNS },
    );
  });
});
