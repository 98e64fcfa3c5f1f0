import "server-only";
import { drizzle } from "drizzle-orm/libsql";
import { type DatabaseAddress, openClient, type ReadDb, type Tx } from "./client";
import * as schema from "./schema";
import type { Row, Statements, Value } from "./statements";
import { fileWriters, remoteWriters, takeTurn, type WriterOf } from "./writers";

export { type DatabaseAddress, openClient, type ReadDb, type Tx } from "./client";

/**
 * Reads go anywhere, writes go through `write`, one at a time. SQLite has one writer; when two transactions of
 * this process meet, the second would wait for the lock *inside* a synchronous call, so that the first could never
 * finish: both would stand still for the whole busy time-out. The queue makes them take turns instead. Other
 * processes are waited for by asking again and again, so that those who only read are served meanwhile.
 */
export interface Database {
  readonly read: ReadDb;
  /** What is read often, by a statement; see `statements.ts`. */
  row(text: string, values: readonly Value[]): Promise<Row | undefined>;
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** The same turn at writing, by statements instead of the query builder. */
  writeBy<T>(work: (statements: Statements) => Promise<T>): Promise<T>;
  /** The tags of the migrations that this database has, in order. */
  appliedMigrations(): Promise<string[]>;
  close(): void;
}

export function openDatabase(address: DatabaseAddress): Database {
  const client = openClient(address);
  const read = drizzle(client, { schema });
  const writers = isLocal(address.url) ? fileWriters(address) : remoteWriters(client, read);
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Handle, T>(writer: WriterOf<Handle>, work: (handle: Handle) => Promise<T>): Promise<T> => {
    const turn = last.then(() => takeTurn(writer, work));
    last = turn.catch(() => undefined); // the next one's turn comes whatever became of this one
    return turn;
  };
  return {
    read,
    row: (text, values) => writers.row(text, values),
    write: (work) => inTurn(writers.orm, work),
    writeBy: (work) => inTurn(writers.statements, work),
    async appliedMigrations() {
      const { rows } = await client.execute("SELECT tag FROM aegis_migrations ORDER BY position");
      return rows.map((row) => String(row.tag));
    },
    close() {
      writers.orm.letGo();
      writers.statements.letGo();
      writers.closeReader();
      client.close();
    },
  };
}

export function isLocal(url: string): boolean {
  return url.startsWith("file:");
}
