import "server-only";
import { type Client, createClient } from "@libsql/client";
import { drizzle, type LibSQLDatabase } from "drizzle-orm/libsql";
import * as schema from "./schema";

/** How long another process may hold the write lock before we give up. */
const BUSY_TIMEOUT_MS = 5_000;

type Orm = LibSQLDatabase<typeof schema>;
export type ReadDb = Pick<Orm, "select" | "selectDistinct" | "$count" | "query">;
export type Tx = Parameters<Parameters<Orm["transaction"]>[0]>[0];

/**
 * Reads go anywhere, writes go through `write`, one at a time. SQLite has one writer; when two transactions of
 * this process meet, the second would wait for the lock *inside* a synchronous call, so that the first could never
 * finish: both would stand still for the whole busy time-out. The queue makes them take turns instead. Other
 * processes are waited for by the time-out.
 */
export interface Database {
  readonly read: ReadDb;
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** The tags of the migrations that this database has, in order. */
  appliedMigrations(): Promise<string[]>;
  close(): void;
}

export interface DatabaseAddress {
  readonly url: string;
  readonly authToken: string | undefined;
}

export function openClient(address: DatabaseAddress, options: { concurrency?: number } = {}): Client {
  return createClient({
    url: address.url,
    timeout: BUSY_TIMEOUT_MS,
    ...(address.authToken === undefined ? {} : { authToken: address.authToken }),
    ...options,
  });
}

export function openDatabase(address: DatabaseAddress): Database {
  const client = openClient(address);
  const orm = drizzle(client, { schema });
  let last: Promise<unknown> = Promise.resolve();
  return {
    read: orm,
    write(work) {
      const turn = last.then(() => orm.transaction(work));
      last = turn.catch(() => undefined); // the next one's turn comes whatever became of this one
      return turn;
    },
    async appliedMigrations() {
      const { rows } = await client.execute("SELECT tag FROM aegis_migrations ORDER BY position");
      return rows.map((row) => String(row.tag));
    },
    close: () => client.close(),
  };
}

export function isLocal(url: string): boolean {
  return url.startsWith("file:");
}
