import { describe, expect, test } from "vitest";
import { decideSql, type SqlRule } from "./decide";
import { loadSqlAnalyser } from "./parser";

const analyse = await loadSqlAnalyser();

function decide(rule: SqlRule, sql: string) {
  const analysis = analyse(sql);
  if (!analysis.ok) throw new Error(analysis.reason);
  return decideSql(rule, analysis.facts);
}
const verdict = (rule: SqlRule, sql: string) => decide(rule, sql).verdict;

const READER: SqlRule = { statements: ["select"], tables: ["public.orders", "public.customers"] };

describe("what is not listed is not granted", () => {
  test("an empty rule grants nothing", () => {
    for (const sql of ["SELECT 1", "SELECT * FROM orders", "BEGIN", "EXPLAIN SELECT 1", "SHOW ALL"]) {
      expect(verdict({}, sql)).toBe("deny");
    }
  });
  test("a select without a table needs none", () => {
    expect(verdict({ statements: ["select"] }, "SELECT 1, lower('A'), now()")).toBe("allow");
    expect(verdict({ statements: ["select"] }, "SELECT * FROM orders")).toBe("deny");
    expect(verdict({ statements: ["select"], tables: [] }, "TABLE orders")).toBe("deny");
  });
  test.each([
    ["SELECT o.id, count(*) FROM orders o JOIN public.customers c USING (id) GROUP BY 1", "allow"],
    ["SELECT * FROM orders; SELECT * FROM customers", "allow"],
    ["EXPLAIN SELECT * FROM orders", "allow"],
    ["EXPLAIN ANALYZE SELECT * FROM orders", "allow"],
    ["EXPLAIN DELETE FROM orders", "allow"],
    ["COPY orders TO STDOUT", "allow"],
    ["EXPLAIN ANALYZE DELETE FROM orders", "deny"],
    ["SELECT * FROM orders FOR UPDATE", "deny"],
    ["SELECT * INTO n FROM orders", "deny"],
    ["SELECT * FROM orders, invoices", "deny"],
    ["SELECT * FROM audit.orders", "deny"],
    ['SELECT * FROM "Orders"', "deny"],
    ['SELECT * FROM "public.orders"', "deny"],
    ["SELECT * FROM pg_class", "deny"],
    ["SELECT * FROM information_schema.tables", "deny"],
    ["SELECT 'secrets'::regclass", "deny"],
    ["SELECT has_table_privilege('secrets', 'select')", "deny"],
    ["SELECT current_setting('app.token')", "deny"],
    ["SHOW ALL", "deny"],
    ["SELECT * FROM orders; DROP TABLE orders", "deny"],
    ["WITH x AS (DELETE FROM orders RETURNING *) SELECT * FROM x", "deny"],
    ["SELECT my_function(id) FROM orders", "deny"],
    ["SELECT pg_sleep(10)", "deny"],
    ["BEGIN", "deny"],
  ])("%s: %s", (sql, expected) => {
    expect(verdict(READER, sql)).toBe(expected);
  });
});

describe("what no rule grants", () => {
  const everything: SqlRule = {
    statements: [
      ..."select insert update delete merge truncate copy create alter drop grant revoke call do".split(" "),
      ..."explain show set transaction lock maintain cursor prepare execute listen notify".split(" "),
      ..."code server guard".split(" "),
    ],
    tables: ["*"],
    functions: ["*"],
  };
  test.each([
    "COPY t TO PROGRAM 'sh'",
    "COPY t FROM '/etc/passwd'",
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS ''",
    "CREATE EXTENSION dblink",
    "LOAD 'x'",
    "ALTER SYSTEM SET a = 'b'",
    "SET search_path = evil",
    "SET ROLE admin",
    "SET standard_conforming_strings = off",
    "BEGIN READ WRITE",
    "CREATE ROLE r SUPERUSER",
    "ALTER TABLE t DISABLE ROW LEVEL SECURITY",
    "EXPLAIN (UNHEARD_OF) SELECT 1",
  ])("%s", (sql) => {
    const { verdict: answer, detail } = decide(everything, sql);
    expect(answer).toBe("deny");
    expect(detail?.add ?? null).toBeNull();
  });
  test("the rest is granted by a rule that grants everything", () => {
    for (const sql of [
      "DO 'x'",
      "EXECUTE q",
      "VACUUM",
      "DROP SCHEMA s CASCADE",
      "SELECT pg_read_file('x')",
    ]) {
      expect(verdict(everything, sql)).toBe("allow");
    }
  });
  test("text that runs unseen is not granted where anything is denied or not everything granted", () => {
    for (const less of [{ tables: ["public.*"] }, { functions: ["f_*"] }, { functions: [] }]) {
      expect(verdict({ ...everything, ...less }, "DO 'x'")).toBe("deny");
    }
    expect(verdict({ ...everything, deny_tables: ["public.secrets"] }, "DO 'x'")).toBe("deny");
    expect(verdict({ ...everything, deny_functions: ["pg_read_file"] }, "EXECUTE q")).toBe("deny");
  });
});

describe("denials override grants, wherever they stand", () => {
  const rule: SqlRule = {
    statements: ["select", "insert"],
    tables: ["*.*"],
    functions: ["*"],
    deny_tables: ["*.secrets", "audit.*"],
    deny_functions: ["lo_*", "pg_sleep", "exec_sql", "s.f"],
  };
  test.each([
    ["SELECT * FROM t", "allow"],
    ["SELECT * FROM secrets", "deny"],
    ["SELECT * FROM x.secrets", "deny"],
    ["SELECT * FROM db.x.secrets", "deny"],
    ["SELECT 1 FROM t WHERE a IN (SELECT b FROM secrets)", "deny"],
    ["WITH secrets AS (SELECT 1) SELECT * FROM secrets", "allow"],
    ["WITH secrets AS (SELECT * FROM secrets) SELECT * FROM secrets", "deny"],
    ["SELECT * FROM t AS secrets", "allow"],
    ["INSERT INTO audit.log VALUES (1)", "deny"],
    ["SELECT lo_get(1)", "deny"],
    ["SELECT x.lo_anything(1)", "deny"],
    ["SELECT pg_catalog.pg_sleep(1)", "deny"],
    ["SELECT f(1)", "deny"],
    ["SELECT s.f(1)", "deny"],
    ["SELECT u.f(1)", "allow"],
    ["SELECT t.exec_sql FROM t", "deny"],
    ["SELECT t.lo_price FROM t", "deny"],
    ["SELECT t.price FROM t", "allow"],
  ])("%s: %s", (sql, expected) => {
    expect(verdict(rule, sql)).toBe(expected);
  });
  test("to deny all functions does not deny all columns", () => {
    expect(verdict({ ...READER, deny_functions: ["*"] }, "SELECT o.id FROM orders o")).toBe("allow");
    expect(verdict({ ...READER, deny_functions: ["*"] }, "SELECT lower('A')")).toBe("deny");
  });
});

describe("functions that are granted by name", () => {
  const rule = (...functions: string[]): SqlRule => ({ ...READER, functions });
  test.each([
    [["my_function"], "SELECT my_function(1)", "allow"],
    [["my_function"], "SELECT public.my_function(1)", "allow"],
    [["my_function"], "SELECT other.my_function(1)", "deny"],
    [["public.my_function"], "SELECT my_function(1)", "deny"],
    [["public.my_function"], "SELECT public.my_function(1)", "allow"],
    [["public.pg_read_file"], "SELECT pg_read_file('x')", "deny"],
    [["pg_sleep"], "SELECT pg_sleep(1)", "allow"],
    [["st_*"], "SELECT st_area(a) FROM orders", "allow"],
    [["reports.*"], "SELECT * FROM reports.monthly(1)", "allow"],
    [["*"], "SELECT anything.at_all(1)", "allow"],
    [["?"], "EXECUTE q", "deny"],
    [["lower"], "SELECT public.lower('A')", "allow"],
    [[], "SELECT public.lower('A')", "deny"],
    [["pg_relation_size"], "SELECT pg_relation_size('orders')", "allow"],
    [["regclass"], "SELECT tableoid::regclass FROM orders", "allow"],
    [["price"], "SELECT (item).price FROM orders", "allow"],
  ])("%j: %s: %s", (functions, sql, expected) => {
    expect(verdict(rule(...functions), sql)).toBe(expected);
  });
});

describe("tables", () => {
  test.each([
    [["*"], "SELECT * FROM anything.at_all", "allow"],
    [["*.*"], "SELECT * FROM pg_class", "allow"],
    [["public.*"], "SELECT * FROM pg_class", "deny"],
    [["pg_catalog.*"], "SELECT * FROM pg_class", "allow"],
    [["public.*"], "SELECT * FROM pg_stat_statements", "deny"],
    [["public.*"], "SELECT * FROM public.pg_stat_statements", "allow"],
    [["orders"], "SELECT * FROM orders", "allow"],
    [["orders"], "SELECT * FROM other.orders", "deny"],
    [["public.ord*"], "SELECT * FROM orders", "allow"],
    [["public.order?"], "SELECT * FROM orders", "allow"],
    [["Public.Orders"], "SELECT * FROM public.orders", "deny"],
    [["public.*"], 'SELECT * FROM "/etc/passwd"', "deny"],
    [["*"], 'SELECT * FROM "https://example.com/x.csv"', "deny"],
    [["*.*"], 'SELECT * FROM "a.b"', "deny"],
    [["db.public.orders"], "SELECT * FROM orders", "deny"],
    [["db.public.orders"], "SELECT * FROM db.public.orders", "allow"],
    [["public.orders"], "SELECT * FROM db.public.orders", "allow"],
  ])("%j: %s: %s", (tables, sql, expected) => {
    expect(verdict({ statements: ["select"], tables }, sql)).toBe(expected);
  });
  test("all tables of a schema are granted by what names all of them", () => {
    const drop = (tables: string[]) => verdict({ statements: ["drop"], tables }, "DROP SCHEMA s");
    expect([drop(["s.*"]), drop(["*.*"]), drop(["*"])]).toEqual(["allow", "allow", "allow"]);
    expect([drop(["s.t"]), drop(["s.?"]), drop(["public.*"]), drop([])]).toEqual(Array(4).fill("deny"));
    const denied = { statements: ["drop"], tables: ["*"], deny_tables: ["s.secrets"] };
    expect(verdict(denied, "DROP SCHEMA s")).toBe("deny");
    expect(verdict(denied, "DROP SCHEMA other")).toBe("allow");
  });
});

describe("the answer", () => {
  test("names the entry that decided", () => {
    const rule = { ...READER, deny_tables: ["x.y", "*.customers"] };
    expect(decide(rule, "SELECT 1; SELECT * FROM customers")).toEqual({
      verdict: "deny",
      reason: "The table public.customers is denied by deny_tables[1].",
      detail: { list: "deny_tables", index: 1, subject: "public.customers", statement: 1, add: null },
    });
    expect(decide(READER, "SELECT 1").detail).toMatchObject({ list: "statements", index: 0 });
  });
  test("tells what to add where that is all it takes", () => {
    expect(decide(READER, "SELECT * FROM invoices").detail).toMatchObject({
      list: "tables",
      add: "public.invoices",
    });
    expect(decide(READER, "DELETE FROM orders").detail).toMatchObject({ list: "statements", add: "delete" });
    expect(decide(READER, "SELECT pg_sleep(1)").detail).toMatchObject({ list: "functions", add: "pg_sleep" });
    expect(decide(READER, "SELECT pg_sleep(1)").reason).toBe(
      "The function pg_sleep waits or takes a lock, and no entry of functions grants it.",
    );
    expect(decide(READER, "SELECT 'x'::regclass").reason).toBe(
      "The table pg_catalog.pg_class (which regclass reads) is granted by no entry of tables.",
    );
  });
  test("never tells to add a wildcard, or what no pattern can spell", () => {
    const rule = { statements: ["select", "do", "drop"] };
    for (const sql of ["DO 'x'", "DROP SCHEMA s", 'SELECT * FROM "/etc/passwd"', 'SELECT "a b"(1)']) {
      expect(decide(rule, sql)).toMatchObject({ verdict: "deny", detail: { add: null } });
    }
  });
  test("a pattern that cannot be read denies everything", () => {
    const { verdict: answer, reason } = decide({ ...READER, deny_tables: ["a**b"] }, "SELECT 1");
    expect(answer).toBe("deny");
    expect(reason).toContain("deny_tables[0]");
    expect(verdict({ ...READER, deny_tables: ["a.b.c.d"] }, "SELECT 1")).toBe("deny");
  });
  test("no statements, no grant", () => {
    expect(decideSql({ statements: ["select"] }, { statements: [] }).verdict).toBe("deny");
  });
});
