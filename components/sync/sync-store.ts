/**
 * What this browser remembers of the server that its pages come from: pinned keys, checkpoints that have to be extended,
 * evidence. In a database of its own, apart from the logs; the browser gives each server one of each.
 */

import type { Pins } from "@/lib/audit/sync/pins";
import { type Evidence, evidenceKey, type SyncStore, withClaim, withoutClaims } from "@/lib/audit/sync/store";
import { look, resultOf, transact } from "@/lib/runtime/embedded/journal/database";

export const SYNC_DATABASE = "aegis-sync";
const VERSION = 1;
const SERVER = "server";
const CLAIMS = "claims";
const EVIDENCE = "evidence";
const PINS = "pins";

export async function openSyncStore(): Promise<SyncStore> {
  const request = indexedDB.open(SYNC_DATABASE, VERSION);
  request.onupgradeneeded = () => {
    for (const name of [SERVER, CLAIMS, EVIDENCE]) request.result.createObjectStore(name);
  };
  return storeOver(await resultOf(request));
}

function storeOver(database: IDBDatabase): SyncStore {
  const get = <T>(store: string, key: string) =>
    look(database, [store], (transaction) =>
      resultOf<T | undefined>(transaction.objectStore(store).get(key)),
    );
  const change = <T>(store: string, key: string, next: (before: T | undefined) => T) =>
    transact(database, [store], async (transaction) => {
      const values = transaction.objectStore(store);
      values.put(next(await resultOf<T | undefined>(values.get(key))), key);
    });
  return {
    pins: () => get<Pins>(SERVER, PINS),
    savePins: (pins) => change<Pins>(SERVER, PINS, () => pins),
    claims: async (origin) => (await get<readonly string[]>(CLAIMS, origin)) ?? [],
    addClaim: (origin, note) =>
      change<readonly string[]>(CLAIMS, origin, (before = []) => withClaim(before, note)),
    settleClaims: (origin, settled, newest) =>
      change<readonly string[]>(CLAIMS, origin, (before = []) => withoutClaims(before, settled, newest)),
    keepEvidence: (evidence) =>
      change<Evidence>(EVIDENCE, evidenceKey(evidence), (before) => before ?? evidence),
    evidence: () =>
      look(database, [EVIDENCE], (transaction) =>
        resultOf<Evidence[]>(transaction.objectStore(EVIDENCE).getAll()),
      ),
  };
}
