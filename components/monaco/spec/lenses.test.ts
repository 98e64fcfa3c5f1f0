import { expect, it } from "vitest";
import { lensesOf } from "./lenses";
import type { TestRead } from "./messages";

const counts = { allow: 0, deny: 0, approve: 0, sanitize: 0 };
const test = (more: Partial<TestRead>): TestRead => {
  const place = { line: 3, endLine: 3, column: 1, endColumn: 4 };
  const base = { name: "t", line: 9, endLine: 11, expect: "deny", verdict: "deny", reason: "" } as const;
  return { ...base, rule: "filesystem.deny[0]", place, ...more };
};

it("tells of a list at its key, with all that its lines decided", () => {
  const rules = [{ line: 2, endLine: 5 }];
  const marks = [
    { line: 3, counts: { ...counts, allow: 1_039 }, last: [], now: 3 },
    { line: 4, counts: { ...counts, deny: 2 }, last: [], now: 4 },
    { line: 8, counts: { ...counts, approve: 1 }, last: [], now: 9 },
  ];
  expect(lensesOf({ diagnostics: [], rules, tests: null }, marks)).toEqual([
    { kind: "rule", line: 2, title: "Used by 1,041 requests: 1,039 allow, 2 deny", from: 3, to: 4 },
    { kind: "rule", line: 9, title: "Used by 1 request: 1 approve", from: 8, to: 8 },
  ]);
});

it.each([
  [test({}), "Passes: deny, filesystem.deny[0], line 3"],
  [test({ rule: null, place: null }), "Passes: deny, no rule allows it"],
  [test({ expect: "allow" }), "Fails: expected allow, comes out deny, filesystem.deny[0], line 3"],
  [test({ verdict: null }), "Not decided here: SQL is read where tests are run"],
])("says how a test comes out", (read, title) => {
  const [lens] = lensesOf({ diagnostics: [], rules: [], tests: [read] }, []);
  expect(lens).toMatchObject({ kind: "test", line: 9, title });
});
