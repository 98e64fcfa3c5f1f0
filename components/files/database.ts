/** Where this browser keeps the files of workspaces: one row a changed file, and one a workspace for the rest. */
import { resultOf } from "@/lib/runtime/embedded/journal/database";

const NAME = "aegis-files";
const VERSION = 1;

/** By [workspace, path]: the text, or null for a file of the example that was deleted. */
export const FILES = "files";
export const WORKSPACES = "workspaces";
/** By workspace: what the server had of it last. */
export const SYNC = "sync";

export async function openFilesDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = () => {
    for (const store of [FILES, WORKSPACES, SYNC]) request.result.createObjectStore(store);
  };
  const database = await resultOf(request);
  // A newer page of ours wants to change the form: it must not wait for this one to be closed.
  database.onversionchange = () => database.close();
  return database;
}

/** When all of it is stored. Rejects with nothing of it stored. */
export function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    // A full disk shows only here: each request has succeeded by then.
    transaction.onabort = () => reject(transaction.error ?? new DOMException("", "AbortError"));
  });
}

/** All keys that begin with this workspace. */
export const filesOf = (workspaceId: string): IDBKeyRange =>
  IDBKeyRange.bound([workspaceId], [workspaceId, []]);
