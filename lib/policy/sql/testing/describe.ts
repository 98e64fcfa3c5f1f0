/** Facts as one line, for tables of expectations: "select delete, reads public.a, writes public.b, calls lower". */
import type { SqlAnalysis, SqlStatementFacts, TableRef } from "../facts";

export function describeAnalysis(analysis: SqlAnalysis): string {
  return analysis.ok ? analysis.facts.statements.map(describeStatement).join("; ") : "refused";
}

function describeStatement({ effects, reads, writes, functions }: SqlStatementFacts): string {
  const kinds = [...new Set(effects.map(({ kind }) => kind))].join(" ");
  const parts = [
    ["reads", reads.map(tableText)],
    ["writes", writes.map(tableText)],
    ["calls", functions],
  ] as const;
  return [
    kinds,
    ...parts.flatMap(([verb, list]) => (list.length > 0 ? [`${verb} ${[...list].sort().join(" ")}`] : [])),
  ].join(", ");
}

function tableText({ database, schema, name, via }: TableRef): string {
  return `${database === undefined ? "" : `${database}.`}${schema}.${name}${via === undefined ? "" : `<${via}`}`;
}
