import { describe, expect, it } from "vitest";
import { asking } from "../testing/asking";
import type { SqlAnalyser, SqlFacts, SqlStatementFacts } from "./sql";

const SPEC = `
[capabilities.sql.analytics]
statements = ["select", "insert"]
tables = ["public.orders", "public.log_*"]
deny_tables = ["*.secrets", "audit"]
deny_functions = ["pg_sleep", "lo_*"]
`;

/** An analyser that was told the facts in the text itself. */
const told: SqlAnalyser = (sql) => JSON.parse(sql) as SqlFacts;
const query = (...statements: Partial<SqlStatementFacts>[]) => ({
  op: "sql.query",
  database: "analytics",
  sql: JSON.stringify({
    ok: true,
    statements: statements.map((each) => ({
      kinds: ["select"],
      tables: [],
      functions: [],
      forbidden: null,
      ...each,
    })),
  }),
});

describe("databases", () => {
  const ask = asking(SPEC, { sql: told });
  it.each<[object, string]>([
    [query({ tables: ["public.orders"] }), "allow sql.analytics.statements[0]"],
    [
      query({ tables: ["public.orders", "public.log_1"], kinds: ["insert", "select"] }),
      "allow sql.analytics.statements[1]",
    ],
    [query({ tables: ["public.users"] }), "deny DENIED_BY_DEFAULT"],
    [query({ tables: ["orders"] }), "deny DENIED_BY_DEFAULT"],
    [query({ tables: ["other.secrets"] }), "deny sql.analytics.deny_tables[0]"],
    [query({ tables: ["secrets"] }), "deny sql.analytics.deny_tables[0]"],
    [query({ tables: ["x.audit"] }), "deny sql.analytics.deny_tables[1]"],
    [query({ kinds: ["select", "delete"] }), "deny DENIED_BY_DEFAULT"],
    [query({ kinds: [] }), "deny DENIED_BY_DEFAULT"],
    [query({ functions: ["pg_sleep"] }), "deny sql.analytics.deny_functions[0]"],
    [query({ functions: ["pg_catalog.pg_sleep"] }), "deny sql.analytics.deny_functions[0]"],
    [query({ functions: ["lo_import"] }), "deny sql.analytics.deny_functions[1]"],
    [query({ functions: ["lower"] }), "allow sql.analytics.statements[0]"],
    [query({ forbidden: "it calls setval" }), "deny DENIED_BY_DEFAULT"],
    [query({}, { kinds: ["drop"] }), "deny DENIED_BY_DEFAULT"],
    [query(), "deny MALFORMED_REQUEST"],
    [{ ...query({}), database: "other" }, "deny DENIED_BY_DEFAULT"],
    [
      { op: "sql.query", database: "analytics", sql: '{"ok":false,"reason":"syntax error"}' },
      "deny MALFORMED_REQUEST",
    ],
    [{ op: "sql.query", database: "analytics", sql: '{"ok":"yes"}' }, "deny MALFORMED_REQUEST"],
    [{ op: "sql.query", database: "analytics", sql: "the analyser throws on this" }, "deny POLICY_ERROR"],
    [
      { op: "sql.query", database: "analytics", sql: '{"ok":true,"statements":[{"kinds":["select"]}]}' },
      "deny POLICY_ERROR",
    ],
    [{ op: "sql.query", database: "analytics", sql: '{"ok":true,"statements":[null]}' }, "deny POLICY_ERROR"],
  ])("%j: %s", (request, expected) => expect(ask.brief(request)).toBe(expected));

  it("are closed without an analyser", () => {
    expect(asking(SPEC).brief(query({}))).toBe("deny POLICY_ERROR");
  });
});
