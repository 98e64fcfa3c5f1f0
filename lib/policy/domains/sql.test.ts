/** With the real parser: what the facts are is tested in lib/policy/sql, here how they become decisions. */
import { beforeAll, describe, expect, it } from "vitest";
import { loadSqlAnalyser } from "../sql";
import { type Asking, asking } from "../testing/asking";

const SPEC = `
[capabilities.sql.analytics]
statements = ["select", "insert"]
tables = ["public.orders", "public.log_*"]
deny_tables = ["*.secrets"]
deny_functions = ["upper"]
`;

describe("databases", () => {
  let ask: Asking;
  beforeAll(async () => {
    ask = asking(SPEC, { sql: await loadSqlAnalyser() });
  });

  it.each([
    ["SELECT * FROM orders", "allow sql.analytics.statements[0]"],
    ["INSERT INTO public.log_1 SELECT id FROM public.orders", "allow sql.analytics.statements[1]"],
    ["SELECT 1; SELECT 2", "allow sql.analytics.statements[0]"],
    ["SELECT * FROM users", "deny DENIED_BY_DEFAULT"],
    ["SELECT * FROM other.secrets", "deny sql.analytics.deny_tables[0]"],
    ["SELECT upper(name) FROM orders", "deny sql.analytics.deny_functions[0]"],
    ["WITH gone AS (DELETE FROM orders RETURNING 1) SELECT * FROM gone", "deny DENIED_BY_DEFAULT"],
    ["SELECT 1; DROP TABLE orders", "deny DENIED_BY_DEFAULT"],
    ["SELECT pg_sleep(10)", "deny DENIED_BY_DEFAULT"],
    ["SELECT '", "deny MALFORMED_REQUEST"],
    ["", "deny MALFORMED_REQUEST"],
    ["-- nothing", "deny MALFORMED_REQUEST"],
  ])("%s: %s", (sql, expected) =>
    expect(ask.brief({ op: "sql.query", database: "analytics", sql })).toBe(expected),
  );

  it("says what was wrong and what would allow it", () => {
    const denied = ask({ op: "sql.query", database: "analytics", sql: "SELECT * FROM users" });
    expect(denied.reason).toContain("public.users");
    expect(denied.suggestion).toEqual({
      path: ["capabilities", "sql", "analytics", "tables"],
      add: "public.users",
    });
    const asleep = ask({ op: "sql.query", database: "analytics", sql: "SELECT pg_sleep(1)" });
    expect(asleep.suggestion).toEqual({
      path: ["capabilities", "sql", "analytics", "functions"],
      add: "pg_sleep",
    });
  });

  it("knows only the databases of the spec", () => {
    expect(ask.brief({ op: "sql.query", database: "other", sql: "SELECT 1" })).toBe("deny DENIED_BY_DEFAULT");
    expect(ask.brief({ op: "sql.query", database: "constructor", sql: "SELECT 1" })).toBe(
      "deny DENIED_BY_DEFAULT",
    );
  });
});

describe("an analyser that cannot be trusted", () => {
  const query = { op: "sql.query", database: "analytics", sql: "SELECT 1" };
  it("is a denial when it is missing", () => {
    expect(asking(SPEC).brief(query)).toBe("deny POLICY_ERROR");
  });

  it.each([
    undefined,
    null,
    {},
    { ok: true },
    { ok: true, facts: {} },
    { ok: true, facts: { statements: [] } },
    { ok: true, facts: { statements: [{}] } },
    { ok: "yes" },
    { ok: false },
  ])("is a denial when it answers %j", (answer) =>
    expect(asking(SPEC, { sql: () => answer as never })(query).verdict).toBe("deny"),
  );
});
