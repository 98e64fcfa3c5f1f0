/** PostgreSQL's parser is some megabytes of WebAssembly: loaded when the first query is decided, and not before. */
import type { SqlAnalyser } from "../../lib/policy/domains/sql";

/** Null when it cannot be loaded: then the engine denies every query, and says why. */
export async function loadSqlAnalyser(): Promise<SqlAnalyser | null> {
  try {
    const sql = await import("../../lib/policy/sql");
    return await sql.loadSqlAnalyser();
  } catch {
    return null;
  }
}

export function isQuery(request: unknown): boolean {
  return typeof request === "object" && request !== null && "op" in request && request.op === "sql.query";
}
