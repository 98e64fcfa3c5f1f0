import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "@libsql/client";
import { drizzle } from "drizzle-orm/libsql";
import { BUSY_TIMEOUT_MS, type DatabaseAddress, type Orm, openClient, type Tx } from "./client";
import * as schema from "./schema";
import {
  FileConnection,
  FileReader,
  type Row,
  type Statements,
  statementsOf,
  type Value,
} from "./statements";

/** How long a call may stand still for the lock: the whole process stands still with it. */
const STAND_STILL_MS = 40;
const PAUSE_MS = 5;

/** One way of writing: a transaction around some work. */
export interface WriterOf<Handle> {
  /** Calls `begun` when the lock is held, and commits what the work did. */
  transaction<T>(begun: () => void, work: (handle: Handle) => Promise<T>): Promise<T>;
  /** The next one who asks gets a new connection. */
  letGo(): void;
}
export interface Writers {
  readonly orm: WriterOf<Tx>;
  readonly statements: WriterOf<Statements>;
  /** Outside of any transaction: what is committed. */
  row(text: string, values: readonly Value[]): Promise<Row | undefined>;
  closeReader(): void;
}

/** One transaction. It is begun again and again while another process holds the lock, and done at most once. */
export async function takeTurn<Handle, T>(
  writer: WriterOf<Handle>,
  work: (handle: Handle) => Promise<T>,
): Promise<T> {
  const end = performance.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    let isBegun = false;
    try {
      return await writer.transaction(() => (isBegun = true), work);
    } catch (thrown) {
      // A statement that was refused stays open in its connection until it is collected, and would keep that from ever
      // committing anything.
      writer.letGo();
      if (isBegun || !isBusy(thrown) || performance.now() > end) throw thrown;
      await delay(PAUSE_MS * (0.5 + Math.random()));
    }
  }
}

function isBusy(thrown: unknown): boolean {
  return thrown instanceof Error && "code" in thrown && String(thrown.code).startsWith("SQLITE_BUSY");
}

/** A file has one connection for each way; most handles never need either. */
export function fileWriters(address: DatabaseAddress): Writers {
  const path = address.url.slice("file:".length);
  const client = new Lazy(
    () => openClient(address, { concurrency: 1, timeout: STAND_STILL_MS }),
    (opened) => opened.close(),
  );
  const connection = new Lazy(
    () => new FileConnection(path, BUSY_TIMEOUT_MS),
    (opened) => opened.close(),
  );
  const reader = new Lazy(
    () => new FileReader(path, BUSY_TIMEOUT_MS),
    (opened) => opened.close(),
  );
  return {
    row: async (text, values) => reader.get().row(text, values),
    closeReader: () => reader.letGo(),
    orm: {
      transaction: (begun, work) => ormTransaction(drizzle(client.get(), { schema }), begun, work),
      letGo: () => client.letGo(),
    },
    statements: {
      transaction: (begun, work) => connection.get().transaction(begun, work),
      letGo: () => connection.letGo(),
    },
  };
}

export function remoteWriters(client: Client, orm: Orm): Writers {
  const letGo = () => undefined;
  return {
    row: statementsOf(client).row,
    closeReader: letGo,
    orm: { transaction: (begun, work) => ormTransaction(orm, begun, work), letGo },
    statements: {
      async transaction(begun, work) {
        const tx = await client.transaction("write");
        try {
          begun();
          const result = await work(statementsOf(tx));
          await tx.commit();
          return result;
        } catch (thrown) {
          // Waited for, so that the far side has let go of its lock; what it says is less than what was thrown.
          await tx.rollback().catch(() => undefined);
          throw thrown;
        }
      },
      letGo,
    },
  };
}

async function ormTransaction<T>(orm: Orm, begun: () => void, work: (tx: Tx) => Promise<T>): Promise<T> {
  let fault: { readonly thrown: unknown } | undefined;
  try {
    return await orm.transaction((tx) => {
      begun();
      return work(tx).catch((thrown: unknown) => {
        fault = { thrown };
        throw thrown;
      });
    });
  } catch (thrown) {
    // Where the database has taken a transaction back by itself, as on a full disk, ending it is one more fault: the
    // first one is the one that says why.
    throw fault?.thrown ?? thrown;
  }
}

class Lazy<T> {
  readonly #open: () => T;
  readonly #close: (opened: T) => void;
  #opened: T | undefined;

  constructor(open: () => T, close: (opened: T) => void) {
    this.#open = open;
    this.#close = close;
  }

  get(): T {
    this.#opened ??= this.#open();
    return this.#opened;
  }

  letGo(): void {
    const opened = this.#opened;
    this.#opened = undefined;
    if (opened !== undefined) this.#close(opened);
  }
}
