/** What the analyser tells of a text of SQL. Plain, frozen data: it is cached, and the same everywhere. */
import type { SqlKind } from "./kinds";

export interface TableRef {
  /** As PostgreSQL understands it: `Orders` unquoted is `orders`. "*" with `every`. */
  readonly schema: string;
  readonly name: string;
  /** Only where the statement named it too. */
  readonly database?: string;
  /** All tables of the schema, or of the database: DROP SCHEMA, VACUUM, code that cannot be seen. */
  readonly every?: true;
  /** The function or type through which a relation of the catalog is read: granting that by name is enough. */
  readonly via?: string;
}

/** One thing that a statement does, with a clause for people such as "FOR UPDATE locks rows". */
export interface SqlEffect {
  readonly kind: SqlKind;
  readonly what: string;
}

export interface SqlStatementFacts {
  readonly kind: SqlKind;
  /** Everything that it does, the main effect first. */
  readonly effects: readonly SqlEffect[];
  readonly reads: readonly TableRef[];
  readonly writes: readonly TableRef[];
  /** PostgreSQL's own as `lower`, others as `name` or `schema.name`, "*" for what cannot be seen. */
  readonly functions: readonly string[];
  /** Names behind a dot that read as columns but could be functions of a row: only denials look at them. */
  readonly attributes: readonly string[];
}

export interface SqlFacts {
  /** At least one: a text of comments alone has no facts. */
  readonly statements: readonly SqlStatementFacts[];
}

export type SqlAnalysis =
  | { readonly ok: true; readonly facts: SqlFacts }
  /** A sentence for people. */
  | { readonly ok: false; readonly reason: string };
