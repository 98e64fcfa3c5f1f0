/** The key of a session, kept by structured clone: a CryptoKey stays what it is, and its bytes stay out of reach. */
import type { SigningKey } from "../../../audit/note/keys";
import { JournalFault, type KeyStore } from "../../../audit/recorder/journal";
import { KEYS, look, resultOf, transact } from "./database";

export function keyStore(database: IDBDatabase, sid: string, mode: "write" | "read"): KeyStore {
  const change = async <T>(work: (keys: IDBObjectStore) => IDBRequest<T>) => {
    if (mode === "read") throw new JournalFault("read-only");
    await transact(database, [KEYS], async (transaction) => {
      await resultOf(work(transaction.objectStore(KEYS)));
    });
  };
  return {
    keepsHandles: true,
    load: () =>
      look(database, [KEYS], (transaction) =>
        resultOf<SigningKey | undefined>(transaction.objectStore(KEYS).get(sid)),
      ),
    save: (key) => change((keys) => keys.put(key, sid)),
    destroy: () => change((keys) => keys.delete(sid)),
  };
}
