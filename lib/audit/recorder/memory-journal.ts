/**
 * A journal that lives as long as the program: for tests, and for runs that are not to leave anything behind. It
 * behaves as the durable ones do, in its refusals too, so that what is tested with it holds for them.
 */
import type { SigningKey } from "../note/keys";
import {
  changedState,
  checkBatch,
  EMPTY_STATE,
  type Journal,
  type JournalBatch,
  JournalFault,
  type JournalState,
  type KeyStore,
} from "./journal";
import { joinLines } from "./lines";

const READ_AT_ONCE = 1_000;

/** What outlives a handle, as a file outlives the process that wrote it. */
export interface MemoryStore {
  records: Uint8Array[];
  state: JournalState;
  key: SigningKey | undefined;
  isLocked: boolean;
}

export function newMemoryStore(): MemoryStore {
  return { records: [], state: EMPTY_STATE, key: undefined, isLocked: false };
}

export class MemoryJournal implements Journal {
  readonly discardedBytes = 0;
  readonly mode: "write" | "read";
  readonly keys: KeyStore;
  readonly #store: MemoryStore;
  #isSealed = false;
  #isClosed = false;

  private constructor(store: MemoryStore, mode: "write" | "read") {
    this.#store = store;
    this.mode = mode;
    this.keys = keysOf(store);
  }

  static open(store: MemoryStore = newMemoryStore(), mode: "write" | "read" = "write"): MemoryJournal {
    if (mode === "write") {
      if (store.isLocked) throw new JournalFault("locked");
      store.isLocked = true;
    }
    return new MemoryJournal(store, mode);
  }

  get size(): number {
    return this.#store.records.length;
  }

  async append(batch: JournalBatch): Promise<void> {
    this.#assertOpen();
    if (this.#isSealed) throw new JournalFault("closed");
    checkBatch(this, batch);
    joinLines(batch.records); // refuses what could not be read back
    this.#isSealed = batch.closes;
    // Copies, for the caller may reuse its buffers; what is kept never changes.
    for (const record of batch.records) this.#store.records.push(record.slice());
  }

  async *read(from: number, signal?: AbortSignal): AsyncGenerator<readonly Uint8Array[]> {
    this.#assertOpen();
    const end = this.size;
    for (let at = from; at < end; at += READ_AT_ONCE) {
      signal?.throwIfAborted();
      yield this.#store.records.slice(at, Math.min(end, at + READ_AT_ONCE)).map((record) => record.slice());
    }
  }

  async state(): Promise<JournalState> {
    this.#assertOpen();
    return this.#store.state;
  }

  async saveState(change: Partial<JournalState>): Promise<void> {
    this.#assertOpen();
    if (this.mode === "read") throw new JournalFault("read-only");
    this.#store.state = changedState(this.#store.state, change);
  }

  async close(): Promise<void> {
    if (this.mode === "write" && !this.#isClosed) this.#store.isLocked = false;
    this.#isClosed = true;
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new JournalFault("closed");
  }
}

function keysOf(store: MemoryStore): KeyStore {
  return {
    keepsHandles: true,
    load: async () => store.key,
    save: async (key) => {
      store.key = key;
    },
    destroy: async () => {
      store.key = undefined;
    },
  };
}
