/**
 * A journal in the browser: each append is one transaction of IndexedDB that is flushed before it is acknowledged.
 *
 * Guarantees: one tab writes, under the Web Lock `audit:session:<sid>`, and others read; even without the lock, a batch
 * that does not begin where the stored log ends is refused inside the transaction, so that two writers never make two
 * records of one number; a full disk and a taken-away database are told as what they are. Does not guarantee that the
 * browser keeps the data for ever: it may clear what is not persistent, and the user can.
 */
import {
  changedState,
  checkBatch,
  EMPTY_STATE,
  type Journal,
  type JournalBatch,
  JournalFault,
  type JournalState,
  type KeyStore,
} from "../../../audit/recorder/journal";
import { joinLines } from "../../../audit/recorder/lines";
import { WorkQueue } from "../../../audit/recorder/work-queue";
import { BATCHES, DEFAULT_DATABASE, look, openDatabase, resultOf, SESSIONS, transact } from "./database";
import { keyStore } from "./key-store";
import { readBatches } from "./reading";
import { type HeldLock, takeLock } from "./web-lock";

export interface IndexedDbOptions {
  readonly sid: string;
  readonly mode?: "write" | "read";
  /** What to do when another tab writes: "read" opens for reading instead. */
  readonly ifLocked?: "fail" | "read";
  readonly database?: string;
}

export interface SessionRow {
  readonly sid: string;
  readonly size: number;
  readonly isClosed: boolean;
  readonly state: JournalState;
}

export function sessionLock(sid: string): string {
  return `audit:session:${sid}`;
}

/** Opens the log of a session; for writing it is created where there is none. Rejects with a JournalFault. */
export async function openIndexedDbJournal({
  sid,
  mode = "write",
  ifLocked = "fail",
  database: name = DEFAULT_DATABASE,
}: IndexedDbOptions): Promise<IndexedDbJournal> {
  let journal: IndexedDbJournal | undefined;
  let isLost = false;
  const lose = () => {
    isLost = true;
    journal?.end(new JournalFault("locked"));
  };
  const lock = mode === "write" ? await takeLock(sessionLock(sid), lose) : undefined;
  if (mode === "write" && lock === undefined && ifLocked === "fail") throw new JournalFault("locked");
  try {
    const database = await openDatabase(name);
    const row = await rowOf(database, sid);
    journal = new IndexedDbJournal(database, row, lock);
    if (isLost) lose();
    return journal;
  } catch (error) {
    lock?.release();
    throw error;
  }
}

export class IndexedDbJournal implements Journal {
  readonly sid: string;
  readonly mode: "write" | "read";
  readonly keys: KeyStore;
  /** A transaction is there or it is not. */
  readonly discardedBytes = 0;
  readonly #database: IDBDatabase;
  readonly #lock: HeldLock | undefined;
  #size: number;
  #over: JournalFault | undefined;
  readonly #work = new WorkQueue();

  constructor(database: IDBDatabase, { sid, size }: SessionRow, lock: HeldLock | undefined) {
    this.sid = sid;
    this.mode = lock ? "write" : "read";
    this.keys = keyStore(database, sid, this.mode);
    this.#database = database;
    this.#lock = lock;
    this.#size = size;
    database.onclose = () => this.end(new JournalFault("failed", "The browser has taken the database away."));
  }

  get size(): number {
    return this.#size;
  }

  /** Nothing is appended from now on. */
  end(why: JournalFault): void {
    this.#over ??= why;
  }

  append(batch: JournalBatch): Promise<void> {
    return this.#work.next(async () => {
      if (this.#over) throw this.#over;
      checkBatch(this, batch);
      const lines = joinLines(batch.records);
      const size = batch.first + batch.records.length;
      await this.#changeRow([BATCHES], (row, transaction) => {
        if (row.isClosed) throw new JournalFault("closed");
        if (row.size !== batch.first) throw new JournalFault("conflict");
        transaction.objectStore(BATCHES).add(lines, [this.sid, batch.first]);
        return { ...row, size, isClosed: batch.closes };
      });
      this.#size = size;
    });
  }

  async *read(from: number, signal?: AbortSignal): AsyncGenerator<readonly Uint8Array[]> {
    this.#work.assertOpen();
    const { size } = await rowOf(this.#database, this.sid);
    if (this.mode === "read") this.#size = size;
    yield* readBatches(this.#database, { sid: this.sid, from, size }, signal);
  }

  async state(): Promise<JournalState> {
    this.#work.assertOpen();
    return (await rowOf(this.#database, this.sid)).state;
  }

  saveState(change: Partial<JournalState>): Promise<void> {
    return this.#work.next(async () => {
      if (this.mode === "read") throw new JournalFault("read-only");
      await this.#changeRow([], (row) => ({ ...row, state: changedState(row.state, change) }));
    });
  }

  async close(): Promise<void> {
    if (!(await this.#work.close())) return;
    this.#database.close();
    this.#lock?.release();
  }

  /** Compare and swap: the row is read and written in the transaction that writes what it counts. */
  #changeRow(
    stores: string[],
    change: (row: SessionRow, transaction: IDBTransaction) => SessionRow,
  ): Promise<void> {
    return transact(this.#database, [SESSIONS, ...stores], async (transaction) => {
      const sessions = transaction.objectStore(SESSIONS);
      const row: SessionRow | undefined = await resultOf(sessions.get(this.sid));
      sessions.put(change(row ?? emptyRow(this.sid), transaction));
    });
  }
}

function emptyRow(sid: string): SessionRow {
  return { sid, size: 0, isClosed: false, state: EMPTY_STATE };
}

export async function rowOf(database: IDBDatabase, sid: string): Promise<SessionRow> {
  const row = await look(database, [SESSIONS], (transaction) =>
    resultOf<SessionRow | undefined>(transaction.objectStore(SESSIONS).get(sid)),
  );
  return row ?? emptyRow(sid);
}
