import "server-only";
import {
  type Journal,
  type JournalBatch,
  JournalFault,
  type JournalState,
  type KeyStore,
  MemoryJournal,
} from "@/lib/audit/recorder";

/**
 * A journal that gives away what was recorded and keeps nothing of it: for a session that is sent while it is recorded,
 * by one process that would begin again anyway.
 */
export class Outbox implements Journal {
  readonly mode = "write";
  readonly discardedBytes = 0;
  /** For the key and the state, of which there is little. */
  readonly #kept = MemoryJournal.open();
  #size = 0;
  #waiting: string[] = [];

  get size(): number {
    return this.#size;
  }

  get keys(): KeyStore {
    return this.#kept.keys;
  }

  /** What was recorded since it was asked the last time. */
  take(): string[] {
    const taken = this.#waiting;
    this.#waiting = [];
    return taken;
  }

  async append({ first, records }: JournalBatch): Promise<void> {
    if (first !== this.#size) throw new JournalFault("conflict");
    for (const record of records) this.#waiting.push(Buffer.from(record).toString("utf8"));
    this.#size += records.length;
  }

  // biome-ignore lint/correctness/useYield: what was given away cannot be read again
  async *read(): AsyncGenerator<readonly Uint8Array[]> {
    throw new JournalFault("missing");
  }

  state(): Promise<JournalState> {
    return this.#kept.state();
  }

  saveState(change: Partial<JournalState>): Promise<void> {
    return this.#kept.saveState(change);
  }

  close(): Promise<void> {
    return this.#kept.close();
  }
}
