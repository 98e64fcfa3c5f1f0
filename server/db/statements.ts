import "server-only";
import type { Client, Transaction } from "@libsql/client";
import Sqlite from "libsql";

export type Value = string | number | Uint8Array | null;
export type Row = Readonly<Record<string, Value>>;

/**
 * Statements within one transaction, by their text. What is written often goes this way and not through the query
 * builder, which takes ten times as long to say a statement as the database takes to do it. Texts are constants of
 * ours: values are never put into them.
 */
export interface Statements {
  /** How many rows it changed. */
  run(text: string, values: readonly Value[]): number | Promise<number>;
  /** Columns by their names; blobs are Buffers, and so is every text that is cast to one. */
  rows(text: string, values: readonly Value[]): readonly Row[] | Promise<readonly Row[]>;
}

/** It takes all values as one array. */
interface Prepared {
  run(values: readonly Value[]): { readonly changes: number };
  all(values: readonly Value[]): unknown[];
}

/** A connection to a file that keeps what it has prepared. It does everything at once, and lets nobody else run. */
export class FileConnection implements Statements {
  readonly #database: Sqlite.Database;
  readonly #prepared = new Map<string, Prepared>();

  constructor(path: string, busyMs: number) {
    this.#database = new Sqlite(path, { timeout: busyMs });
    this.#database.exec("PRAGMA synchronous = FULL");
    this.#database.exec("PRAGMA foreign_keys = ON");
  }

  /** Whatever is thrown in between takes all of it back. */
  async transaction<T>(begun: () => void, work: (statements: Statements) => Promise<T>): Promise<T> {
    this.#database.exec("BEGIN IMMEDIATE");
    begun();
    try {
      const result = await work(this);
      this.#database.exec("COMMIT");
      return result;
    } catch (thrown) {
      // A full disk has ended it already: one more fault would hide the one that says why.
      if (this.#database.inTransaction) this.#database.exec("ROLLBACK");
      throw thrown;
    }
  }

  run(text: string, values: readonly Value[]): number {
    return this.#statement(text).run(values).changes;
  }

  rows(text: string, values: readonly Value[]): readonly Row[] {
    return this.#statement(text).all(values).map(rowOf);
  }

  close(): void {
    this.#database.close();
  }

  #statement(text: string): Prepared {
    const known = this.#prepared.get(text);
    if (known) return known;
    const made = this.#database.prepare(text) as unknown as Prepared;
    this.#prepared.set(text, made);
    return made;
  }
}

/** The same by the client, for a database that is not a file. */
export function statementsOf(by: Client | Transaction): Statements {
  return {
    async run(sql, values) {
      return (await by.execute({ sql, args: [...values] as never })).rowsAffected;
    },
    async rows(sql, values) {
      const { rows } = await by.execute({ sql, args: [...values] as never });
      return rows.map(rowOf);
    },
  };
}

function rowOf(row: unknown): Row {
  return Object.fromEntries(Object.entries(row as object).map(([name, value]) => [name, plain(value)]));
}

function plain(value: unknown): Value {
  if (value instanceof ArrayBuffer) return Buffer.from(value);
  return typeof value === "bigint" ? Number(value) : (value as Value);
}
