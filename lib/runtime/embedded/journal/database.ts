/** IndexedDB with promises, transactions that are durable, and errors that say what to do. */
import { JournalFault } from "../../../audit/recorder/journal";

const VERSION = 1;
export const DEFAULT_DATABASE = "aegis-audit";

/** One row a session: how much of it there is, and what is known beside the records. */
export const SESSIONS = "sessions";
/** The records of each append as lines, by [session, number of the first]. */
export const BATCHES = "batches";
export const KEYS = "keys";

export async function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, VERSION);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(SESSIONS, { keyPath: "sid" });
    request.result.createObjectStore(BATCHES);
    request.result.createObjectStore(KEYS);
  };
  return await resultOf(request).catch((cause: unknown) => {
    throw storageFault(cause);
  });
}

export function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * Runs `work` in one transaction, and resolves when that is on the disk: `strict` makes the browser flush before it
 * says so. When `work` fails, nothing of it stays.
 */
export async function transact<T>(
  database: IDBDatabase,
  stores: string[],
  work: (transaction: IDBTransaction) => Promise<T>,
): Promise<T> {
  try {
    const transaction = database.transaction(stores, "readwrite", { durability: "strict" });
    const finished = finish(transaction);
    finished.catch(() => {}); // told below, unless the work itself failed and says more
    const result = await work(transaction).catch((error: unknown) => {
      abort(transaction);
      throw error;
    });
    await finished;
    return result;
  } catch (cause) {
    throw storageFault(cause);
  }
}

/** The same for reading alone: it sees one state of the database, and does not wait for writers to begin. */
export async function look<T>(
  database: IDBDatabase,
  stores: string[],
  work: (transaction: IDBTransaction) => Promise<T>,
): Promise<T> {
  try {
    return await work(database.transaction(stores, "readonly"));
  } catch (cause) {
    throw storageFault(cause);
  }
}

function finish(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    // A full disk shows only here: each request has succeeded by then.
    transaction.onabort = () => reject(transaction.error ?? new JournalFault("failed"));
  });
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It has aborted by itself, which is as good.
  }
}

function storageFault(cause: unknown): JournalFault {
  if (cause instanceof JournalFault) return cause;
  const { name, message } = cause as DOMException;
  if (name === "QuotaExceededError") return new JournalFault("quota", undefined, { cause });
  return new JournalFault("failed", `The browser could not store the log: ${name}: ${message}`, { cause });
}
