/**
 * The files of one workspace in this browser. A save is one transaction: after a crash, or on a full disk, there is what
 * the last whole save has stored. It begins at once, so that also the one that a page begins as it goes away is done.
 */
import { resultOf } from "@/lib/runtime/embedded/journal/database";
import { FILES, filesOf, finished, openFilesDatabase, WORKSPACES } from "./database";
import type { Kept } from "./files";
import { keptOf, readFirstForm, rowOf, writesOf } from "./kept";

/** `full`: the browser gives no more room. `failed`: it keeps nothing for this page. */
export type Outcome = "kept" | "full" | "failed";

export class KeptStore {
  readonly #workspaceId: string;
  readonly #others: BroadcastChannel;
  #database: IDBDatabase | undefined;
  readonly #stored = new Map<string, string | null>();
  /** Being written, or not written for a reason that nobody knows. */
  readonly #doubt = new Set<string>();

  constructor(workspaceId: string) {
    this.#workspaceId = workspaceId;
    this.#others = new BroadcastChannel(this.#name);
  }

  get #name(): string {
    return `aegis.workspace.${this.#workspaceId}`;
  }

  async load(): Promise<Kept | null> {
    try {
      this.#database ??= await openFilesDatabase();
      const kept = await this.#read(this.#database);
      return kept ?? (await this.#bringFirstForm());
    } catch {
      return null; // refused by the browser's settings: saving will say so
    }
  }

  save(kept: Kept): Promise<Outcome> {
    const database = this.#database;
    if (database === undefined) return Promise.resolve("failed");
    try {
      return this.#write(database, kept);
    } catch (error) {
      return Promise.resolve(outcomeOf(error));
    }
  }

  /** What another tab has written. */
  onSaved(listener: () => void): () => void {
    this.#others.addEventListener("message", listener);
    return () => this.#others.removeEventListener("message", listener);
  }

  close(): void {
    this.#others.close();
    this.#database?.close();
    this.#database = undefined;
  }

  async #read(database: IDBDatabase): Promise<Kept | null> {
    const transaction = database.transaction([FILES, WORKSPACES]);
    const range = filesOf(this.#workspaceId);
    const [row, keys, texts] = await Promise.all([
      resultOf(transaction.objectStore(WORKSPACES).get(this.#workspaceId)),
      resultOf(transaction.objectStore(FILES).getAllKeys(range)),
      resultOf(transaction.objectStore(FILES).getAll(range)),
    ]);
    const kept = keptOf(
      row,
      keys.map((key, index) => [Array.isArray(key) ? key[1] : undefined, texts[index]]),
    );
    this.#stored.clear();
    this.#doubt.clear();
    for (const [path, text] of Object.entries(kept?.drafts ?? {})) this.#stored.set(path, text);
    return kept;
  }

  #write(database: IDBDatabase, kept: Kept): Promise<Outcome> {
    const { put, forget } = writesOf(this.#stored, this.#doubt, kept.drafts);
    // Relaxed: it survives a crash of the page and of the browser, and a keystroke does not wait for the disk.
    const transaction = database.transaction([FILES, WORKSPACES], "readwrite", { durability: "relaxed" });
    const files = transaction.objectStore(FILES);
    for (const path of [...put.map(([path]) => path), ...forget]) this.#doubt.add(path);
    const done = finished(transaction).then(
      (): Outcome => {
        for (const [path, text] of put) this.#settle(path, text);
        for (const path of forget) this.#settle(path, undefined);
        this.#others.postMessage("saved");
        return "kept";
      },
      (error: unknown) => outcomeOf(error),
    );
    for (const [path, text] of put) files.put(text, [this.#workspaceId, path]);
    for (const path of forget) files.delete([this.#workspaceId, path]);
    transaction.objectStore(WORKSPACES).put(rowOf(kept), this.#workspaceId);
    transaction.commit();
    return done;
  }

  #settle(path: string, text: string | null | undefined): void {
    this.#doubt.delete(path);
    if (text === undefined) this.#stored.delete(path);
    else this.#stored.set(path, text);
  }

  /** From where workspaces were kept before; left there until it is safe in its new place. */
  async #bringFirstForm(): Promise<Kept | null> {
    const kept = readFirstForm(localStorage.getItem(this.#name));
    if (kept !== null && (await this.save(kept)) === "kept") localStorage.removeItem(this.#name);
    return kept;
  }
}

function outcomeOf(error: unknown): Outcome {
  return (error as DOMException | null)?.name === "QuotaExceededError" ? "full" : "failed";
}
