/**
 * Databases: what a statement does, its tables and its functions, each by itself. The SQL of an example is made here
 * for the part that it shows, and what it does is told to the engines, which need no parser for it.
 * Outside: statements on all tables of one schema at once, which only a pattern for all of them grants; cursors and
 * prepared statements, which are as what they run.
 */
import type { Program, SqlProgram } from "../program";
import { keyText } from "../rules";
import type { SqlStatementFacts, TableRef } from "../sql/facts";
import type { SqlKind } from "../sql/kinds";
import type { PolicyRequest, Verdict } from "../types";
import { Comparison, type Judge } from "./judge";
import { compareProduct, only, type Part } from "./product";
import { sameRules } from "./same-rules";
import { functionPart, KindPart, tablePart } from "./sql-parts";
import { CALLING, CALLING_ON_TABLE, FIXED, ON_TABLE, quoteName } from "./sql-text";
import type { CapabilityDiff } from "./types";

export function diffSql(judge: Judge, old: Program, after: Program): CapabilityDiff[] {
  const names = new Set([...old.sql, ...after.sql].map(({ name }) => name));
  return [...names].map((name) => {
    const named = (each: SqlProgram) => each.name === name;
    return diffDatabase(judge, name, old.sql.find(named), after.sql.find(named));
  });
}

function diffDatabase(
  judge: Judge,
  name: string,
  old: SqlProgram | undefined,
  after: SqlProgram | undefined,
): CapabilityDiff {
  const comparison = new Comparison(judge, `sql.${keyText(name)}`);
  if (sameRules(old, after)) return comparison.result();
  const effects: { old: Verdict; new: Verdict } = {
    old: old ? "allow" : "deny",
    new: after ? "allow" : "deny",
  };
  const [table, called] = [tablePart(old, after), functionPart(old, after)];
  const ask = (sql: string, facts: SqlStatementFacts): PolicyRequest => {
    judge.learn(sql, facts);
    return { op: "sql.query", database: name, sql };
  };
  for (const [forms, parts] of [
    [ON_TABLE, [table]],
    [CALLING, [called]],
    [CALLING_ON_TABLE, [table, called]],
  ] as const) {
    const kinds = new KindPart(
      Object.keys(forms) as SqlKind[],
      old?.statements ?? [],
      after?.statements ?? [],
    );
    const all: Part<string>[] = [kinds, ...parts];
    compareProduct(comparison, all, effects, (values) => {
      const kind = (values.get("statement") ?? "select") as SqlKind;
      const [of, by] = [values.get("table"), values.get("function")];
      const sql = forms[kind]?.(quoteName(of ?? ""), quoteName(by ?? "")) ?? "";
      const reads = of === undefined ? [] : [tableOf(of)];
      return only(ask(sql, factsOf(kind, { reads, writes: [], functions: by === undefined ? [] : [by] })));
    });
  }
  for (const [kind, sql, touched] of FIXED) {
    const request = ask(sql, factsOf(kind, touched));
    const { old: was, new: is } = judge.try(request);
    comparison.offer(was.verdict, is.verdict, [{ request }]);
  }
  return comparison.result();
}

function factsOf(
  kind: SqlKind,
  touched: Pick<SqlStatementFacts, "reads" | "writes" | "functions">,
): SqlStatementFacts {
  return { kind, effects: [{ kind, what: "is an example" }], ...touched, attributes: [] };
}

function tableOf(text: string): TableRef {
  const [name = "", schema = "public", database] = text.split(".").reverse();
  return database === undefined ? { schema, name } : { schema, name, database };
}
