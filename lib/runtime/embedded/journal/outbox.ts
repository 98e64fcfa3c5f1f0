/**
 * The log of a session for whoever sends it, which may be another tab than the one that writes it: what is not yet
 * countersigned is no second copy but the records behind `ackedSize`. It takes no lock, for it changes no record: what it
 * keeps beside them only ever grows, in one transaction.
 */
import { changedState, EMPTY_STATE } from "../../../audit/recorder/journal";
import { loadSessionKey } from "../../../audit/recorder/session-key";
import type { LogSource } from "../../../audit/sync/log-source";
import { DEFAULT_DATABASE, KEYS, openDatabase, resultOf, SESSIONS, transact } from "./database";
import { rowOf, type SessionRow } from "./indexeddb-journal";
import { keyStore } from "./key-store";
import { readBatches } from "./reading";

export interface Outbox extends LogSource {
  close(): void;
}

export async function openOutbox(sid: string, name: string = DEFAULT_DATABASE): Promise<Outbox> {
  const database = await openDatabase(name);
  const row = () => rowOf(database, sid);
  return {
    sid,
    size: async () => (await row()).size,
    state: async () => (await row()).state,
    async *read(from, signal) {
      yield* readBatches(database, { sid, from, size: (await row()).size }, signal);
    },
    key: (vkey) => loadSessionKey(keyStore(database, sid, "read"), vkey),
    keep: (change) =>
      transact(database, [SESSIONS], async (transaction) => {
        const sessions = transaction.objectStore(SESSIONS);
        const stored: SessionRow | undefined = await resultOf(sessions.get(sid));
        // Cleared meanwhile: there is nothing left that this would be about.
        if (stored) sessions.put({ ...stored, state: changedState(stored.state ?? EMPTY_STATE, change) });
      }),
    close: () => database.close(),
  };
}

/**
 * Destroys the keys of sessions that are closed and countersigned to their last record, and no others: a key is what
 * the rest could still be sent with. Nobody can sign another history of them from then on.
 */
export async function destroySentKeys(name: string = DEFAULT_DATABASE): Promise<void> {
  const database = await openDatabase(name);
  try {
    await transact(database, [SESSIONS, KEYS], async (transaction) => {
      const keys = transaction.objectStore(KEYS);
      for (const sid of await resultOf(keys.getAllKeys())) {
        const row: SessionRow | undefined = await resultOf(transaction.objectStore(SESSIONS).get(sid));
        if (row?.isClosed && row.state.ackedSize >= row.size) keys.delete(sid);
      }
    });
  } finally {
    database.close();
  }
}
