/**
 * Databases: what a statement does, its tables and its functions, each by itself. The SQL of an example is made here
 * for the part that it shows, and what it does is told to the engines, which need no parser for it.
 * Outside: statements on all tables of a schema at once, which only a pattern for all of them grants.
 */
import type { Program, SqlProgram } from "../program";
import { keyText } from "../rules";
import type { TableRef } from "../sql/facts";
import type { SqlKind } from "../sql/kinds";
import type { Verdict } from "../types";
import { Comparison, type Judge } from "./judge";
import { compareProduct, only, type Part } from "./product";
import { functionPart, KindPart, tablePart } from "./sql-parts";
import { statementText } from "./sql-text";
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
  const parts: Part<string | undefined>[] = [
    new KindPart(old?.statements ?? [], after?.statements ?? []),
    tablePart(old, after),
    functionPart(old, after),
  ];
  const effects: { old: Verdict; new: Verdict } = {
    old: old ? "allow" : "deny",
    new: after ? "allow" : "deny",
  };
  compareProduct(comparison, parts, effects, (values) => {
    const kind = (values.get("statement") ?? "select") as SqlKind;
    const [table, called] = [values.get("table"), values.get("function")];
    const sql = statementText(kind, table, called);
    judge.learn(sql, {
      kind,
      effects: [{ kind, what: "is an example" }],
      reads: table === undefined ? [] : [tableOf(table)],
      writes: [],
      functions: called === undefined ? [] : [called],
      attributes: [],
    });
    return only({ op: "sql.query", database: name, sql });
  });
  return comparison.result();
}

function tableOf(text: string): TableRef {
  const [name = "", schema = "public", database] = text.split(".").reverse();
  return database === undefined ? { schema, name } : { schema, name, database };
}
