/** The SQL of witnesses, read by the real parser: it does what the comparison said that it does. */
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { agentSpecSchema } from "../../spec/agent-spec";
import { decide } from "../decide";
import { link } from "../engine";
import { newMeters } from "../meters";
import { compile } from "../program";
import { loadSqlAnalyser, type SqlAnalyser } from "../sql";
import { diff } from "./diff";

const runs = Number(process.env.PROPERTY_RUNS ?? 100);
const names = fc.array(
  fc.constantFrom("public.orders", "orders", "*.secrets", "audit.*", "*", "o?", "app.public.x"),
  { maxLength: 3 },
);
const databases = fc.record({
  statements: fc.uniqueArray(
    fc.constantFrom(
      "select",
      "insert",
      "update",
      "delete",
      "truncate",
      "create",
      "drop",
      "show",
      "call",
      "copy",
      "do",
    ),
    { maxLength: 3 },
  ),
  tables: names,
  deny_tables: names,
  functions: fc.array(fc.constantFrom("f", "app.*", "current_setting", "*"), { maxLength: 2 }),
  deny_functions: fc.array(fc.constantFrom("lower", "pg_*", "l*", "app.f"), { maxLength: 2 }),
});

describe("witnesses of databases", () => {
  let sql: SqlAnalyser;
  beforeAll(async () => {
    sql = await loadSqlAnalyser();
  });

  test("flip with the parser as they do without", () => {
    let seen = 0;
    fc.assert(
      fc.property(databases, databases, (old, after) => {
        const [was, is] = [old, after].map((database) =>
          compile(agentSpecSchema.parse({ agent: { name: "a" }, capabilities: { sql: { d: database } } })),
        );
        if (!was || !is) return;
        const found = diff(was, is).capabilities.find(({ capability }) => capability === "sql.d");
        for (const { request, old: before, new: now } of [
          ...(found?.widenings ?? []),
          ...(found?.narrowings ?? []),
        ]) {
          seen++;
          const verdicts = [was, is].map(
            (program) => decide(link(program, { sql }), request, newMeters(0)).verdict,
          );
          expect({ request, verdicts, old, after }).toEqual({
            request,
            verdicts: [before.verdict, now.verdict],
            old,
            after,
          });
        }
      }),
      { numRuns: runs },
    );
    expect(seen).toBeGreaterThan(runs / 4);
  });
});
