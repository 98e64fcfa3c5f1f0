import { expect, test } from "vitest";
import type { PolicyView, WhatIfView } from "../policy-desk/messages";
import { doubtsOf, flipNote, standingOf } from "./standing";

const VIEW: WhatIfView = {
  asked: 12,
  flipped: 0,
  flips: [],
  counts: {},
  unknown: 0,
  unrepeatable: 0,
  hasOthers: false,
  milliseconds: 1,
};
const READ: PolicyView = { mistakes: [], tests: null, permissions: null, risks: [] };
const desk = (more: object = {}) => ({ failure: undefined, policy: undefined, whatIf: undefined, ...more });

test("what stands in the way comes before what was known of an older text", () => {
  const whatIf = { text: "old", view: VIEW };
  const mistakes = [{ line: 3, message: "Unknown key." }];
  expect(standingOf(desk({ failure: "It is gone.", whatIf }), 5, "new").at).toBe("fault");
  expect(standingOf(desk({ whatIf }), 0, "new").at).toBe("nothing-ran");
  expect(
    standingOf(desk({ whatIf, policy: { text: "new", view: { ...READ, mistakes } } }), 5, "new"),
  ).toEqual({ at: "fault" });
  expect(standingOf(desk(), 5, "new").at).toBe("working");
  expect(standingOf(desk({ whatIf }), 5, "new")).toEqual({ at: "known", view: VIEW, isCurrent: false });
  expect(standingOf(desk({ whatIf }), 5, "old")).toMatchObject({ isCurrent: true });
});

test("the tab counts flips, and nothing else", () => {
  expect(flipNote(desk())).toBeUndefined();
  expect(flipNote(desk({ whatIf: { text: "", view: VIEW } }))).toBeUndefined();
  expect(flipNote(desk({ whatIf: { text: "", view: { ...VIEW, flipped: 1234 } } }))).toBe("1,234");
});

test("what cannot be known is said where it matters", () => {
  expect(doubtsOf(VIEW)).toHaveLength(1);
  const all = doubtsOf({ ...VIEW, flipped: 2, unknown: 1, unrepeatable: 3, hasOthers: true });
  expect(all).toHaveLength(6);
  expect(all.join(" ")).toMatch(/no follow-ups.* 1 decision could not be.* 3 decisions could not be/s);
});
