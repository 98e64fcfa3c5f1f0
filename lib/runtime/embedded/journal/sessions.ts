/** The sessions that a browser holds: for closing what was interrupted, sending what was not sent, and clearing up. */
import { JournalFault } from "../../../audit/recorder/journal";
import {
  BATCHES,
  DEFAULT_DATABASE,
  KEYS,
  look,
  openDatabase,
  resultOf,
  SESSIONS,
  transact,
} from "./database";
import { type SessionRow, sessionLock } from "./indexeddb-journal";
import { takeLock } from "./web-lock";

/** By session id, which is by the time of their beginning. */
export async function listSessions(name: string = DEFAULT_DATABASE): Promise<SessionRow[]> {
  const database = await openDatabase(name);
  try {
    return await look(database, [SESSIONS], (transaction) =>
      resultOf<SessionRow[]>(transaction.objectStore(SESSIONS).getAll()),
    );
  } finally {
    database.close();
  }
}

/** Undefined where this browser does not hold it, or not any more. */
export async function findSession(
  sid: string,
  name: string = DEFAULT_DATABASE,
): Promise<SessionRow | undefined> {
  const database = await openDatabase(name);
  try {
    return await look(database, [SESSIONS], (transaction) =>
      resultOf<SessionRow | undefined>(transaction.objectStore(SESSIONS).get(sid)),
    );
  } finally {
    database.close();
  }
}

/** Removes a session with its records and its key. Rejects while a tab writes it. */
export async function deleteSession(sid: string, name: string = DEFAULT_DATABASE): Promise<void> {
  const lock = await takeLock(sessionLock(sid), () => {});
  if (lock === undefined) throw new JournalFault("locked");
  const database = await openDatabase(name);
  try {
    await transact(database, [SESSIONS, BATCHES, KEYS], async (transaction) => {
      transaction.objectStore(KEYS).delete(sid);
      transaction.objectStore(SESSIONS).delete(sid);
      const all = IDBKeyRange.bound([sid, 0], [sid, Number.MAX_SAFE_INTEGER]);
      await resultOf(transaction.objectStore(BATCHES).delete(all));
    });
  } finally {
    database.close();
    lock.release();
  }
}
