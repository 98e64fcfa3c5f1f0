import fc from "fast-check";
import { expect, test } from "vitest";
import { createEngine } from "./engine";
import { EXPANDED_TOKENS_LIMIT, expandedSize, mayExpand } from "./expansion";
import type { Json } from "./json";
import { tokensOf } from "./tokens";

const engine = await createEngine();
const sizeOf = (sql: string) => expandedSize(tokensOf(engine.scan(sql) ?? {}));

test("without such a clause, every token counts once", () => {
  for (const sql of [
    "SELECT a, (b) FROM t WHERE (a, b) = (1, 2)",
    "UPDATE t SET a = (SELECT 1), b = f(1, 2)",
  ]) {
    expect(sizeOf(sql)).toBe(tokensOf(engine.scan(sql) ?? {}).length);
  }
});

test("comments and letter case hide no clause", () => {
  for (const sql of [
    "update t sEt (a,b,c)/**/=--\n(select 1)",
    "UPDATE t SET x = 1, ( a , b , c ) = ( SELECT 1 )",
  ]) {
    expect(mayExpand(sql)).toBe(true);
    expect(sizeOf(sql)).toBeGreaterThan(tokensOf(engine.scan(sql) ?? {}).length);
  }
});

test("clauses beside each other add up, clauses inside each other multiply", () => {
  const beside = `UPDATE t SET ${Array(30).fill("(a, b) = (SELECT 1, 2)").join(", ")}`;
  expect(sizeOf(beside)).toBeLessThan(1_000);
  let inside = "SELECT 1, 2";
  for (let i = 0; i < 20; i++) inside = `WITH x AS (UPDATE t SET (a, b) = (${inside})) SELECT 1, 2`;
  expect(sizeOf(inside)).toBeGreaterThan(EXPANDED_TOKENS_LIMIT);
});

/** How many nodes the real tree has of a marker that stands once in the text. */
function occurrences(tree: Json, marker: string): number {
  return JSON.stringify(tree).split(JSON.stringify(marker)).length - 1;
}

test("it is never below what the parser really makes", () => {
  const clause = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.boolean());
  fc.assert(
    fc.property(fc.array(clause, { minLength: 1, maxLength: 5 }), (clauses) => {
      let sql = "SELECT 'marker'";
      for (const [columns, isFirst] of clauses) {
        const names = Array.from({ length: columns }, (_, i) => `c${i}`).join(", ");
        const before = isFirst ? "" : "z = 1, (y, x) = (SELECT 1, 2), ";
        sql = `WITH w AS (UPDATE t SET ${before}(${names}) = (${sql})) SELECT 1`;
      }
      const parsed = engine.parse(sql);
      if ("error" in parsed) throw new Error(parsed.error);
      const marked = sql.replace("'marker'", `'marker'${" , 1".repeat(100)}`);
      const perCopy = (sizeOf(marked) - sizeOf(sql)) / 200;
      expect(perCopy).toBeGreaterThanOrEqual(occurrences(parsed.tree, "marker"));
    }),
    { numRuns: 200 },
  );
});
