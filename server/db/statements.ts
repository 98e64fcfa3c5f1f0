import "server-only";
import type { Client, Transaction } from "@libsql/client";
import SyncSqlite from "libsql";
import Sqlite from "libsql/promise";

export type Value = string | number | Uint8Array | null;
export type Row = Readonly<Record<string, Value>>;

/**
 * Statements within one transaction, by their text. What is written often goes this way and not through the query
 * builder, which takes ten times as long to say a statement as the database takes to do it. Texts are constants of
 * ours: values are never put into them.
 */
export interface Statements {
  /** How many rows it changed. */
  run(text: string, values: readonly Value[]): Promise<number>;
  /** The same for a long one: the process goes on meanwhile where the driver has a thread for it. */
  runAside(text: string, values: readonly Value[]): Promise<number>;
  /** Columns by their names; blobs are Buffers, and so is every text that is cast to one. */
  rows(text: string, values: readonly Value[]): Promise<readonly Row[]>;
  /** The first of them, which is found without waiting where there is but one. */
  row(text: string, values: readonly Value[]): Promise<Row | undefined>;
}

/** They take all values as one array. */
interface Prepared {
  run(values: readonly Value[]): { readonly changes: number };
  get(values: readonly Value[]): unknown;
  all(values: readonly Value[]): unknown;
}

/**
 * A connection that writes to a file, and keeps what it has prepared. It waits for the lock and for the disk on a thread
 * of the driver: while a transaction is flushed the process reads the next requests.
 */
export class FileConnection implements Statements {
  readonly #database: Sqlite;
  readonly #prepared = new Map<string, Promise<Prepared>>();
  #isReady = false;

  constructor(path: string, busyMs: number) {
    this.#database = new Sqlite(path, { timeout: busyMs });
  }

  /** Whatever is thrown in between takes all of it back. */
  async transaction<T>(begun: () => void, work: (statements: Statements) => Promise<T>): Promise<T> {
    if (!this.#isReady) await this.#database.exec("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
    this.#isReady = true;
    await this.#database.exec("BEGIN IMMEDIATE");
    begun();
    try {
      const result = await work(this);
      await this.#database.exec("COMMIT");
      return result;
    } catch (thrown) {
      // A full disk has ended it already: one more fault would hide the one that says why.
      const { inTransaction } = this.#database as unknown as { inTransaction: boolean };
      if (inTransaction) await this.#database.exec("ROLLBACK");
      throw thrown;
    }
  }

  async run(text: string, values: readonly Value[]): Promise<number> {
    return (await this.#statement(text)).run(values).changes;
  }

  async runAside(text: string, values: readonly Value[]): Promise<number> {
    // Only what answers rows is done on the driver's thread; of this there are none.
    await (await this.#statement(text)).all(values);
    return Number((await this.row("SELECT changes() AS changes", []))?.changes);
  }

  async rows(text: string, values: readonly Value[]): Promise<readonly Row[]> {
    const found = await (await this.#statement(text)).all(values);
    return (found as unknown[]).map(rowOf);
  }

  async row(text: string, values: readonly Value[]): Promise<Row | undefined> {
    const found = (await this.#statement(text)).get(values);
    return found === undefined ? undefined : rowOf(found);
  }

  close(): void {
    this.#database.close();
  }

  #statement(text: string): Promise<Prepared> {
    const known = this.#prepared.get(text);
    if (known) return known;
    const made = this.#database.prepare(text) as Promise<Prepared>;
    this.#prepared.set(text, made);
    return made;
  }
}

/** A connection that reads what is committed, one row at a time. */
export class FileReader {
  readonly #database: SyncSqlite.Database;
  readonly #prepared = new Map<string, Prepared>();

  constructor(path: string, busyMs: number) {
    this.#database = new SyncSqlite(path, { timeout: busyMs });
  }

  row(text: string, values: readonly Value[]): Row | undefined {
    const statement = this.#prepared.get(text) ?? (this.#database.prepare(text) as unknown as Prepared);
    this.#prepared.set(text, statement);
    const found = statement.get(values);
    return found === undefined ? undefined : rowOf(found);
  }

  close(): void {
    this.#database.close();
  }
}

/** The same by the client, for a database that is not a file. */
export function statementsOf(by: Client | Transaction): Statements {
  const execute = (sql: string, values: readonly Value[]) => by.execute({ sql, args: [...values] as never });
  const run = async (text: string, values: readonly Value[]) => (await execute(text, values)).rowsAffected;
  return {
    run,
    runAside: run,
    rows: async (text, values) => (await execute(text, values)).rows.map(rowOf),
    async row(text, values) {
      const [found] = (await execute(text, values)).rows;
      return found && rowOf(found);
    },
  };
}

/** What the driver says of its own work is no column. */
const NO_COLUMN = "_metadata";

function rowOf(row: unknown): Row {
  const read: Record<string, Value> = {};
  for (const [name, value] of Object.entries(row as object)) {
    if (name !== NO_COLUMN) read[name] = plain(value);
  }
  return read;
}

function plain(value: unknown): Value {
  if (value instanceof ArrayBuffer) return Buffer.from(value);
  return typeof value === "bigint" ? Number(value) : (value as Value);
}
