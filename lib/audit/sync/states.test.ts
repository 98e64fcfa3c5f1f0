import { describe, expect, test } from "vitest";
import { notCountersigned, type SessionStates, witnessedBy } from "./states";

const SESSION: SessionStates = {
  sid: "0198c0de-0000-7000-8000-000000000001",
  workspaceId: "ws_test",
  agent: "tested",
  isClosed: false,
  recorded: 12,
  countersigned: null,
  anchored: null,
  witnessed: null,
};

describe("what is not yet countersigned", () => {
  test.each([
    [null, 12],
    [{ size: 5, time: 1 }, 7],
    [{ size: 12, time: 1 }, 0],
    // The receipt came before this tab looked at the log again.
    [{ size: 13, time: 1 }, 0],
  ])("of 12 records with %j is %i", (countersigned, expected) => {
    expect(notCountersigned({ ...SESSION, countersigned })).toBe(expected);
  });
});

describe("witnessed", () => {
  test.each([
    ["nobody is asked", { size: 1 }, { size: 9, seen: 0, witnesses: 0 }, null],
    ["nothing is known", { size: 1 }, undefined, null],
    ["they saw a later log", { size: 4 }, { size: 9, seen: 2, witnesses: 3 }, { seen: 2, of: 3 }],
    [
      "they saw the log before it was in it",
      { size: 10 },
      { size: 9, seen: 2, witnesses: 3 },
      { seen: 0, of: 3 },
    ],
    ["it is in no log", null, { size: 9, seen: 2, witnesses: 3 }, { seen: 0, of: 3 }],
  ])("where %s", (_, anchored, facts, expected) => {
    expect(witnessedBy(anchored, facts)).toEqual(expected);
  });
});
