/** Whether somebody asked for it, and what both sides had last, in this browser. Kept apart: each is written by itself. */
import { resultOf } from "@/lib/runtime/embedded/journal/database";
import { openFilesDatabase, SYNC } from "../files/database";

export type Agreed = Readonly<Record<string, string | null>>;

export async function isWanted(workspaceId: string): Promise<boolean> {
  return (await recall([workspaceId, "wanted"])) === true;
}

export async function want(workspaceId: string, isOn: boolean): Promise<void> {
  await remember([workspaceId, "wanted"], isOn);
}

export async function recallAgreed(workspaceId: string): Promise<Agreed> {
  const value = await recall([workspaceId, "agreed"]);
  return isAgreed(value) ? value : {};
}

export async function rememberAgreed(workspaceId: string, agreed: Agreed): Promise<void> {
  await remember([workspaceId, "agreed"], agreed);
}

type Key = readonly [string, "wanted" | "agreed"];

async function recall(key: Key): Promise<unknown> {
  return withStore("readonly", (store) => store.get([...key]));
}

async function remember(key: Key, value: unknown): Promise<void> {
  await withStore("readwrite", (store) => store.put(value, [...key]));
}

async function withStore<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await openFilesDatabase();
  try {
    return await resultOf(work(database.transaction(SYNC, mode).objectStore(SYNC)));
  } finally {
    database.close();
  }
}

function isAgreed(value: unknown): value is Agreed {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((hash) => hash === null || typeof hash === "string");
}
