/** PostgreSQL's parser is some megabytes of WebAssembly: loaded when the first query is decided, and not before. */
import type { SqlAnalyser } from "./domains/sql";
import type { LinkOptions } from "./engine";

/** Null when it cannot be loaded: then the engine denies every query, and says why. */
export async function loadSqlAnalyser(): Promise<SqlAnalyser | null> {
  try {
    const sql = await import("./sql");
    return await sql.loadSqlAnalyser();
  } catch {
    return null;
  }
}

/** For requests that are all known beforehand. */
export async function linkOptionsFor(requests: readonly unknown[]): Promise<LinkOptions> {
  return requests.some(isQuery) ? { sql: await loadSqlAnalyser() } : {};
}

export function isQuery(request: unknown): boolean {
  return typeof request === "object" && request !== null && "op" in request && request.op === "sql.query";
}
