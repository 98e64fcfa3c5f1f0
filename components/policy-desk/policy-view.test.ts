import { expect, test } from "vitest";
import { tryLine } from "./answers";
import { readPolicy } from "./policy-view";

const POLICY = `[agent]
name = "a"
[capabilities.sql.main]
statements = ["select"]
[capabilities.filesystem]
read = ["/w/**", "/w/a"]
[[test]]
name = "queries"
request = { op = "sql.query", database = "main", sql = "select 1" }
expect = "allow"
[[test]]
name = "reads"
request = { op = "fs.read", path = "/w/x" }
expect = "deny"
`;

test("a test that no page can decide neither passes nor fails; another tells what it got, and by which line", async () => {
  const { view } = await readPolicy(POLICY);
  expect(view.tests?.tests).toMatchObject([
    { name: "queries", passed: null, line: 7 },
    { name: "reads", passed: false, expect: "deny", got: { verdict: "allow", line: 6 } },
  ]);
  expect(view.tests?.untouched.map(({ id }) => id)).toContain("filesystem.read[1]");
});

test("what the linter says is at the place of its rule", async () => {
  const { view } = await readPolicy(POLICY);
  const risk = view.risks.find(({ code }) => code === "ADS062");
  const rule = view.permissions
    ?.flatMap(({ permissions }) => permissions)
    .find(({ offset }) => offset === risk?.offset);
  expect(rule?.id).toBe("filesystem.read[1]");
});

test("queries are not tried where nothing reads them", () => {
  expect(tryLine(POLICY, "sql main select 1")).toMatchObject({
    ok: false,
    why: expect.stringContaining("aegis"),
  });
  expect(tryLine(POLICY, "read /w/../etc/passwd")).toMatchObject({
    ok: true,
    request: "fs.read /etc/passwd",
    verdict: "deny",
    line: null,
  });
});
