/**
 * Which names are those of a WITH, where. Getting this wrong in one direction hides a real table behind a WITH of the
 * same name: `WITH secrets AS (SELECT * FROM secrets) SELECT * FROM secrets` does read the table.
 *
 * The rules are PostgreSQL's: a query of a WITH sees the ones before it, with RECURSIVE all of its list and itself; the
 * statement that the WITH belongs to sees all of them; nothing outside sees any. Only names without a schema.
 */
import { flagAt, type Json, type JsonObject, listAt, textAt, unwrap } from "./json";
import type { TypedNode } from "./tree";

export interface Scope {
  /** Name to position in its WITH. */
  readonly names: ReadonlyMap<string, number>;
  /** Only names before this position are visible. */
  readonly limit: number;
  readonly outer: Scope | null;
}

export function isWithName(scope: Scope | null, name: string): boolean {
  for (let at = scope; at !== null; at = at.outer) {
    const position = at.names.get(name);
    if (position !== undefined && position < at.limit) return true;
  }
  return false;
}

export interface OpenedScope {
  /** For the statement that the WITH belongs to. */
  readonly inner: Scope | null;
  /** The queries of the WITH, each with what it sees. */
  readonly queries: readonly (readonly [query: TypedNode, scope: Scope])[];
}

export function openScope(withClause: JsonObject | null, outer: Scope | null): OpenedScope {
  if (withClause === null) return { inner: outer, queries: [] };
  const expressions = listAt(withClause, "ctes").map(commonTableExpression);
  const names = new Map<string, number>();
  expressions.forEach(({ node }, position) => {
    const name = textAt(node, "ctename");
    if (!names.has(name)) names.set(name, position);
  });
  const inner = { names, limit: expressions.length, outer };
  const isRecursive = flagAt(withClause, "recursive");
  const queries = expressions.map(
    (query, position) => [query, isRecursive ? inner : { names, limit: position, outer }] as const,
  );
  return { inner, queries };
}

function commonTableExpression(item: Json): TypedNode {
  return unwrap(item) ?? { type: "", node: {} };
}
