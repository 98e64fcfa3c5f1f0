/** A journal around another one: whoever adds something to a journal changes what it needs and passes on the rest. */
import type { Journal, JournalBatch, JournalFault, JournalState, KeyStore } from "./journal";

export abstract class WrappedJournal implements Journal {
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  get mode(): Journal["mode"] {
    return this.#journal.mode;
  }
  get size(): number {
    return this.#journal.size;
  }
  get discardedBytes(): number {
    return this.#journal.discardedBytes;
  }
  get keys(): KeyStore {
    return this.#journal.keys;
  }

  refuses(seq: number): JournalFault | undefined {
    return this.#journal.refuses?.(seq);
  }
  append(batch: JournalBatch): Promise<void> {
    return this.#journal.append(batch);
  }
  read(from: number, signal?: AbortSignal): AsyncIterable<readonly Uint8Array[]> {
    return this.#journal.read(from, signal);
  }
  state(): Promise<JournalState> {
    return this.#journal.state();
  }
  saveState(change: Partial<JournalState>): Promise<void> {
    return this.#journal.saveState(change);
  }
  close(): Promise<void> {
    return this.#journal.close();
  }
}
