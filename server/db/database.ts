import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import { type Client, createClient, LibsqlError } from "@libsql/client";
import { drizzle, type LibSQLDatabase } from "drizzle-orm/libsql";
import * as schema from "./schema";

/** How long another process may hold the write lock before we give up. */
const BUSY_TIMEOUT_MS = 5_000;
/** How long a call may stand still for it: the whole process stands still with it. Between two calls others are served. */
const STAND_STILL_MS = 40;
const PAUSE_MS = 5;

type Orm = LibSQLDatabase<typeof schema>;
export type ReadDb = Pick<Orm, "select" | "selectDistinct" | "$count" | "query">;
export type Tx = Parameters<Parameters<Orm["transaction"]>[0]>[0];

/**
 * Reads go anywhere, writes go through `write`, one at a time. SQLite has one writer; when two transactions of
 * this process meet, the second would wait for the lock *inside* a synchronous call, so that the first could never
 * finish: both would stand still for the whole busy time-out. The queue makes them take turns instead. Other
 * processes are waited for by asking again and again, so that those who only read are served meanwhile.
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

interface ClientOptions {
  readonly concurrency?: number;
  readonly timeout?: number;
}

export function openClient(address: DatabaseAddress, options: ClientOptions = {}): Client {
  return createClient({
    url: address.url,
    timeout: BUSY_TIMEOUT_MS,
    ...(address.authToken === undefined ? {} : { authToken: address.authToken }),
    ...options,
  });
}

export function openDatabase(address: DatabaseAddress): Database {
  const client = openClient(address);
  const read = drizzle(client, { schema });
  const writer = isLocal(address.url) ? new Writer(address) : undefined;
  let last: Promise<unknown> = Promise.resolve();
  return {
    read,
    write(work) {
      const turn = last.then(() =>
        takeTurn(
          () => writer?.orm ?? read,
          () => writer?.letGo(),
          work,
        ),
      );
      last = turn.catch(() => undefined); // the next one's turn comes whatever became of this one
      return turn;
    },
    async appliedMigrations() {
      const { rows } = await client.execute("SELECT tag FROM aegis_migrations ORDER BY position");
      return rows.map((row) => String(row.tag));
    },
    close() {
      writer?.letGo();
      client.close();
    },
  };
}

/** The one connection that writes to a file; most handles never need it. */
class Writer {
  readonly #address: DatabaseAddress;
  #open: { readonly client: Client; readonly orm: Orm } | undefined;

  constructor(address: DatabaseAddress) {
    this.#address = address;
  }

  get orm(): Orm {
    if (!this.#open) {
      const client = openClient(this.#address, { concurrency: 1, timeout: STAND_STILL_MS });
      this.#open = { client, orm: drizzle(client, { schema }) };
    }
    return this.#open.orm;
  }

  /** The next one who asks gets a new connection. */
  letGo(): void {
    this.#open?.client.close();
    this.#open = undefined;
  }
}

/** One transaction. It is begun again and again while another process holds the lock, and done at most once. */
async function takeTurn<T>(ormOf: () => Orm, letGo: () => void, work: (tx: Tx) => Promise<T>): Promise<T> {
  const end = performance.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    let isBegun = false;
    let fault: { readonly thrown: unknown } | undefined;
    try {
      return await ormOf().transaction(async (tx) => {
        isBegun = true;
        return work(tx).catch((thrown: unknown) => {
          fault = { thrown };
          throw thrown;
        });
      });
    } catch (thrown) {
      // A statement that was refused stays open in its connection until it is collected, and would keep that from ever
      // committing anything.
      letGo();
      // Where the database has taken a transaction back by itself, as on a full disk, ending it is one more fault: the
      // first one is the one that says why.
      if (isBegun || !isBusy(thrown) || performance.now() > end) throw fault?.thrown ?? thrown;
      await delay(PAUSE_MS * (0.5 + Math.random()));
    }
  }
}

function isBusy(thrown: unknown): boolean {
  return thrown instanceof LibsqlError && thrown.code.startsWith("SQLITE_BUSY");
}

export function isLocal(url: string): boolean {
  return url.startsWith("file:");
}
