import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideSql, type SqlRule } from "./decide";
import { loadSqlAnalyser } from "./parser";
import vectors from "./statements.vectors.json";

const analyse = await loadSqlAnalyser();
const statements = Object.values(vectors).flatMap((cases) => cases.map(([sql]) => sql ?? ""));
const RUNS = 3_000;

function isAnswer(sql: string): boolean {
  const analysis = analyse(sql);
  return analysis.ok
    ? analysis.facts.statements.length > 0 &&
        analysis.facts.statements.every(({ effects }) => effects.length > 0)
    : analysis.reason.length > 0;
}

describe("any text gets an answer", () => {
  test("random text", () => {
    const text = fc.string({ unit: "binary", maxLength: 200 });
    fc.assert(fc.property(text, isAnswer), { numRuns: RUNS });
  });
  test("random words of SQL", () => {
    const words = [...new Set(statements.flatMap((sql) => sql.split(/(\W)/)))].filter((word) => word !== "");
    const text = fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((parts) => parts.join(" "));
    fc.assert(fc.property(text, isAnswer), { numRuns: RUNS });
  });
  test("statements with a piece cut out, doubled or put in", () => {
    const piece = fc.constantFrom(
      "'",
      '"',
      "$$",
      "--",
      "/*",
      "*/",
      "\r",
      "\n",
      ";",
      "(",
      ")",
      "\\",
      "E'",
      "U&'",
      "\0",
    );
    const mutation = fc.tuple(fc.nat(200), fc.nat(20), fc.oneof(piece, fc.constantFrom(...statements)));
    const text = fc
      .tuple(fc.constantFrom(...statements), fc.array(mutation, { minLength: 1, maxLength: 4 }))
      .map(([sql, mutations]) =>
        mutations.reduce(
          (at, [start, length, put]) => at.slice(0, start) + put + at.slice(start + length),
          sql,
        ),
      );
    fc.assert(fc.property(text, isAnswer), { numRuns: RUNS });
  });
});

const names = fc.constantFrom(
  "*",
  "*.*",
  "public.*",
  "public.t",
  "t",
  "s.*",
  "*.u",
  "pg_*",
  "lower",
  "x.y.z",
  "a?",
);
const list = fc.array(names, { maxLength: 4 });
const kinds = fc.subarray([
  ..."select insert update delete copy create drop explain show set transaction do truncate alter".split(" "),
]);
const rules: fc.Arbitrary<Required<SqlRule>> = fc.record({
  statements: kinds,
  tables: list,
  deny_tables: list,
  functions: list,
  deny_functions: list,
});
const readable = statements.filter((sql) => analyse(sql).ok);

describe("rules only ever work in one direction", () => {
  const verdictOf = (rule: SqlRule, sql: string) => {
    const analysis = analyse(sql);
    return analysis.ok ? decideSql(rule, analysis.facts).verdict : "deny";
  };
  test("one more denial never allows", () => {
    const added = fc.tuple(fc.constantFrom("deny_tables", "deny_functions"), names);
    fc.assert(
      fc.property(rules, fc.constantFrom(...readable), added, (rule, sql, [key, name]) => {
        const narrower = { ...rule, [key]: [...rule[key as "deny_tables"], name] };
        return verdictOf(rule, sql) === "allow" || verdictOf(narrower, sql) === "deny";
      }),
      { numRuns: RUNS },
    );
  });
  test("one grant less never allows", () => {
    const keys = fc.constantFrom("statements" as const, "tables" as const, "functions" as const);
    fc.assert(
      fc.property(rules, fc.constantFrom(...readable), keys, fc.nat(5), (rule, sql, key, at) => {
        const narrower = { ...rule, [key]: rule[key].filter((_, index) => index !== at) };
        return verdictOf(rule, sql) === "allow" || verdictOf(narrower, sql) === "deny";
      }),
      { numRuns: RUNS },
    );
  });
  test("another statement in the batch never allows", () => {
    fc.assert(
      fc.property(rules, fc.constantFrom(...readable), fc.constantFrom(...readable), (rule, one, other) => {
        const both = verdictOf(rule, `${one}\n;${other}`);
        return both === "deny" || (verdictOf(rule, one) === "allow" && verdictOf(rule, other) === "allow");
      }),
      { numRuns: RUNS },
    );
  });
  test("the facts do not depend on values, comments and layout around them", () => {
    for (const sql of readable) {
      const padded = analyse(`/* DROP TABLE x; */\n\t${sql}\n-- DROP TABLE x\n`);
      expect(padded).toEqual(analyse(sql));
    }
  });
});
