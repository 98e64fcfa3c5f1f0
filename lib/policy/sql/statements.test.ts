import { describe, expect, test } from "vitest";
import { loadSqlAnalyser } from "./parser";
import vectors from "./statements.vectors.json";
import { describeAnalysis } from "./testing/describe";

const analyse = await loadSqlAnalyser();

describe.each(Object.entries(vectors))("%s", (_group, cases) => {
  test.each(cases.map(([sql, facts]) => [sql ?? "", facts ?? ""] as const))("%j", (sql, facts) => {
    expect(describeAnalysis(analyse(sql))).toBe(facts);
  });
});

describe("a statement inside another", () => {
  const delete1 = "DELETE FROM t RETURNING 1";
  test.each([
    `WITH a AS (${delete1}) SELECT 1`,
    `SELECT * FROM (WITH a AS (${delete1}) SELECT 1) x`,
    `SELECT (WITH a AS (${delete1}) SELECT 1)`,
    `SELECT 1 ORDER BY (WITH a AS (${delete1}) SELECT 1)`,
    `VALUES ((WITH a AS (${delete1}) SELECT 1))`,
    `COPY (${delete1}) TO STDOUT`,
    `EXPLAIN ANALYZE ${delete1}`,
    `PREPARE q AS ${delete1}`,
    `CREATE TABLE n AS WITH a AS (${delete1}) SELECT 1`,
    `INSERT INTO n WITH a AS (${delete1}) SELECT 1`,
    `DECLARE c CURSOR FOR WITH a AS (${delete1}) SELECT 1`,
    `CREATE RULE r AS ON INSERT TO n DO ALSO ${delete1}`,
  ])("is found: %s", (sql) => {
    const analysis = analyse(sql);
    const statements = analysis.ok ? analysis.facts.statements : [];
    expect(statements.flatMap(({ effects }) => effects.map(({ kind }) => kind))).toContain("delete");
    expect(statements.flatMap(({ writes }) => writes)).toContainEqual({ schema: "public", name: "t" });
  });
});
