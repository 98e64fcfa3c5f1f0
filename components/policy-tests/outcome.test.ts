import { expect, test } from "vitest";
import type { TestsView } from "../policy-desk/messages";
import { inOrder, outcomeSentence, testNote } from "./outcome";

function view(...passed: readonly (boolean | null)[]): TestsView {
  const tests = passed.map((each, index) => ({
    name: String(index),
    line: index,
    expect: "deny" as const,
    passed: each,
  }));
  return { tests, rules: 3, touched: 1, untouched: [] };
}

test("the tab says how many passed, or how many did not", () => {
  expect(testNote(null)).toBeUndefined();
  expect(testNote(view())).toBeUndefined();
  expect(testNote(view(true, true))).toBe("2 ✓");
  expect(testNote(view(true, false))).toBe("1 of 2 fails");
  expect(testNote(view(false, false, null))).toBe("2 of 3 fail");
});

test("what cannot be decided here neither passes nor fails", () => {
  expect(outcomeSentence(view(true, null, false))).toBe("3 tests: 1 passed, 1 failed, 1 not decided here.");
  expect(outcomeSentence(view(true))).toBe("1 test: 1 passed, 0 failed.");
});

test("what failed comes first", () => {
  expect(inOrder(view(true, false, null, false).tests).map(({ name }) => name)).toEqual(["1", "3", "0", "2"]);
});
