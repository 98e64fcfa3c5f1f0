import { missing, type Probe, works } from "../probe";

const NAME = "aegis.check";
const STORE = "probe";

function settle<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export async function withDatabase<T>(use: (database: IDBDatabase) => Promise<T>): Promise<T> {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await settle(opening);
  try {
    return await use(database);
  } finally {
    database.close();
    await settle(indexedDB.deleteDatabase(NAME));
  }
}

/** Writes, waits until the browser says that it is done, and reads back. */
export async function roundTrip(
  database: IDBDatabase,
  value: unknown,
): Promise<{ back: unknown; durability: string }> {
  const writing = database.transaction(STORE, "readwrite", { durability: "strict" });
  writing.objectStore(STORE).put(value, "key");
  await new Promise<void>((resolve, reject) => {
    writing.oncomplete = () => resolve();
    writing.onerror = () => reject(writing.error);
    writing.onabort = () => reject(writing.error);
  });
  const back = await settle(database.transaction(STORE, "readonly").objectStore(STORE).get("key"));
  return { back, durability: writing.durability };
}

export const indexedDb: Probe = {
  id: "indexeddb",
  title: "IndexedDB with strict durability",
  use: "For records of a run to be on disk before the run goes on.",
  without: "A crash of the browser can lose the last records that the server did not have yet.",
  run: () =>
    withDatabase(async (database) => {
      const { back, durability } = await roundTrip(database, { n: 7 });
      const same = typeof back === "object" && back !== null && "n" in back && back.n === 7;
      if (!same) return missing("what was written did not come back");
      return durability === "strict"
        ? works("written strictly and read back")
        : missing(`writes are ${durability}`);
    }),
};

export const originFiles: Probe = {
  id: "opfs",
  title: "Private files of this origin",
  use: "For the files of a workspace, when they are many or large.",
  without: "Workspaces are kept in IndexedDB, which is slower for large files.",
  run: async () => {
    const root = await navigator.storage.getDirectory();
    const file = await root.getFileHandle(NAME, { create: true });
    try {
      const writer = await file.createWritable();
      await writer.write("probe");
      await writer.close();
      const text = await (await file.getFile()).text();
      return text === "probe"
        ? works("written and read back")
        : missing("what was written did not come back");
    } finally {
      await root.removeEntry(NAME);
    }
  },
};

const UNITS = ["B", "KB", "MB", "GB", "TB"];

export function readableSize(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), UNITS.length - 1);
  return `${(bytes / 1_000 ** power).toFixed(power === 0 ? 0 : 1)} ${UNITS[power]}`;
}

export const estimate: Probe = {
  id: "estimate",
  title: "Room for storage",
  use: "For knowing how much a workspace may take before the browser clears it.",
  without: "The browser may clear what is kept here when space is short, and does not say how short it is.",
  run: async () => {
    const [{ quota = 0, usage = 0 }, persisted] = await Promise.all([
      navigator.storage.estimate(),
      navigator.storage.persisted(),
    ]);
    const kept = persisted ? "kept until you clear it" : "the browser may clear it when space is short";
    return works(`${readableSize(usage)} of ${readableSize(quota)} in use; ${kept}`);
  },
};
