/** What is found out about one statement while its tree is walked, and the sums drawn at its end. */
import type { SqlEffect, SqlStatementFacts, TableRef } from "./facts";
import { classOfFunction } from "./functions";
import type { SqlKind } from "./kinds";
import { functionName } from "./names";

export class Collector {
  private readonly effects = new Map<string, SqlEffect>();
  private readonly reads = new Map<string, TableRef>();
  private readonly writes = new Map<string, TableRef>();
  private readonly functions = new Set<string>();
  private readonly attributes = new Set<string>();
  /** Aliases of functions that answer one value, with the columns that they have. "" stands for any alias. */
  private readonly valueAliases = new Map<string, ReadonlySet<string>>();
  private readonly qualified = new Map<string, readonly [qualifier: string, name: string]>();

  needs(kind: SqlKind, what: string): void {
    const key = `${kind} ${what}`;
    if (!this.effects.has(key)) this.effects.set(key, { kind, what });
  }
  read(tables: readonly TableRef[]): void {
    for (const table of tables) this.reads.set(keyOf(table), table);
  }
  write(tables: readonly TableRef[]): void {
    for (const table of tables) this.writes.set(keyOf(table), table);
  }
  readCatalog(relation: string, via: string): void {
    this.read([{ schema: "pg_catalog", name: relation, via }]);
  }

  call(parts: readonly string[]): void {
    const { name, isOwn } = functionName(parts);
    this.functions.add(name);
    const known = isOwn ? classOfFunction(name) : null;
    if (known?.is === "catalog") this.readCatalog(known.relation, name);
  }
  /** Text that runs and is not seen here: it may touch every table and call every function. */
  hides(): void {
    this.write([{ schema: "*", name: "*", every: true }]);
    this.functions.add("*");
  }

  /** `qualifier.name`, or null where the qualifier is no alias. */
  column(qualifier: string | null, name: string): void {
    this.qualified.set(JSON.stringify([qualifier, name]), [qualifier ?? "", name]);
  }
  attribute(name: string): void {
    this.attributes.add(name);
  }
  valueAlias(alias: string, columns: ReadonlySet<string>): void {
    const known = this.valueAliases.get(alias);
    // The same alias twice: what is a column in one place may be a call in the other.
    const both = known ? new Set([...columns].filter((name) => known.has(name))) : columns;
    this.valueAliases.set(alias, both);
  }

  finish(): SqlStatementFacts {
    for (const [qualifier, name] of this.qualified.values()) this.judgeColumn(qualifier, name);
    const effects = [...this.effects.values()];
    const [main] = effects;
    return {
      kind: main?.kind ?? "code",
      effects,
      reads: [...this.reads.values()],
      writes: [...this.writes.values()],
      functions: [...this.functions],
      attributes: [...this.attributes],
    };
  }

  /**
   * PostgreSQL reads `t.f` as f(t) when t has no column f. Where t is `unnest(array['DROP …']) t`, f gets the text:
   * `t.exec_sql` runs it. Where t is a row, only functions over rows fit, which belong to the table like a view; but
   * those of PostgreSQL's own with effects are never taken for columns.
   */
  private judgeColumn(qualifier: string, name: string): void {
    const columns = this.valueAliases.get(qualifier) ?? this.valueAliases.get("");
    const own = classOfFunction(name).is;
    const isCall = columns
      ? !columns.has(name)
      : own === "effect" || (own === "catalog" && name.startsWith("pg_"));
    if (isCall) this.call([name]);
    else this.attributes.add(name);
  }
}

function keyOf({ schema, name, database, via, every }: TableRef): string {
  return JSON.stringify([schema, name, database, via, every]);
}
