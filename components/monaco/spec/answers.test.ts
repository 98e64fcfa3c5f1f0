import { expect, it } from "vitest";
import { answer } from "./answers";

const POLICY = `[agent]
name = "x"
[capabilities.filesystem]
read = [
  "/workspace/**",
]
deny = ["**/.env"]
[capabilities.tools.search]

[[test]]
name = "cannot read secrets"
request = { op = "fs.read", path = "/workspace/.env" }
expect = "deny"

# Between tests.
[[test]]
name = "wrong"
request = { op = "fs.read", path = "/etc/passwd" }
expect = "allow"
[[test]]
name = "asks a database"
request = { op = "sql.query", database = "d", sql = "select 1" }
expect = "deny"
`;

it("decides the tests of a policy, and says which line decided", () => {
  const { tests, diagnostics } = answer("read", { text: POLICY });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(tests).toMatchObject([
    {
      name: "cannot read secrets",
      line: 10,
      endLine: 13,
      verdict: "deny",
      rule: "filesystem.deny[0]",
      place: { line: 7, column: 9, endColumn: 18 },
    },
    { name: "wrong", line: 16, expect: "allow", verdict: "deny", rule: null, place: null },
    { name: "asks a database", verdict: null },
  ]);
});

it("says which lines decide together", () => {
  const { rules } = answer("read", { text: POLICY });
  expect(rules).toMatchObject([
    { line: 3, endLine: 3 },
    { line: 4, endLine: 6 },
    { line: 7, endLine: 7 },
    { line: 8, endLine: 8 },
  ]);
});

it("decides nothing where the policy has mistakes", () => {
  expect(answer("read", { text: `${POLICY}[nonsense` })).toMatchObject({ tests: null });
});

it("answers with lines and columns", () => {
  const offset = POLICY.indexOf("deny = ") + 2;
  expect(answer("hover", { text: POLICY, offset })).toMatchObject({ line: 7, column: 1, endColumn: 5 });
  expect(answer("complete", { text: POLICY, offset })).toMatchObject({ line: 7, column: 1, endColumn: 5 });
  expect(answer("outline", { text: POLICY }).map(({ name, place }) => [name, place.line])).toContainEqual([
    "wrong",
    16,
  ]);
});
