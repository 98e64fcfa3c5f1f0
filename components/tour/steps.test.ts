import { describe, expect, it } from "vitest";
import { doneAsText, NOTHING_DONE, nextProgress, progressOf, type Seen, STEPS } from "./steps";

const NOTHING: Seen = { runs: 0, looksAtDenial: false, isEdited: false, isVerified: false };
const seeing = (...seen: readonly Partial<Seen>[]) =>
  seen.reduce((progress, part) => nextProgress(progress, { ...NOTHING, ...part }), NOTHING_DONE);

describe("the first steps", () => {
  it("are five", () => expect(STEPS).toHaveLength(5));

  it("begin with none done, and the same object stays", () => {
    expect(nextProgress(NOTHING_DONE, NOTHING)).toBe(NOTHING_DONE);
    const ran = seeing({ runs: 1 });
    expect(nextProgress(ran, { ...NOTHING, runs: 1 })).toBe(ran);
  });

  it("are all done by who goes the way", () => {
    const { done } = seeing(
      { runs: 1 },
      { runs: 1, isVerified: true },
      { runs: 1, looksAtDenial: true },
      { runs: 1, isEdited: true },
      { runs: 2 },
    );
    expect([...done].sort()).toEqual(STEPS.map(({ id }) => id).sort());
  });

  it("stay done when what they saw is gone", () => {
    expect(seeing({ runs: 1, looksAtDenial: true }, { runs: 1 }).done).toContain("look");
  });

  it("take no edit before the first run for the one that a run led to", () => {
    expect(seeing({ isEdited: true }).done.size).toBe(0);
  });

  it("stay done over a reload, and go on from there", () => {
    const before = seeing({ runs: 1 }, { runs: 1, looksAtDenial: true });
    const after = progressOf(doneAsText(before));
    expect([...after.done]).toEqual([...before.done]);
    // The run of before is on show again, and the policy was edited since.
    const edited = nextProgress(after, { ...NOTHING, runs: 1, isEdited: true });
    expect([...nextProgress(edited, { ...NOTHING, runs: 2 }).done]).toEqual(["run", "look", "edit", "again"]);
    for (const text of ["", "else run2 constructor"]) expect(progressOf(text)).toBe(NOTHING_DONE);
  });

  it("take a second run without an edit for no second step", () => {
    expect(seeing({ runs: 1 }, { runs: 2 }).done).not.toContain("again");
  });
});
