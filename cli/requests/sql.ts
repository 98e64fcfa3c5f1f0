/** PostgreSQL's parser is some megabytes of WebAssembly: loaded when the first query is decided, and not before. */
import type { SqlAnalyser } from "../../lib/policy/domains/sql";

export async function loadSqlAnalyser(): Promise<SqlAnalyser | null> {
  return null;
}

export function isQuery(request: unknown): boolean {
  return typeof request === "object" && request !== null && "op" in request && request.op === "sql.query";
}
